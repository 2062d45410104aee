package io.ballot.examples.demo;

import java.io.IOException;

/** Not everything was done in the time that the demo gives itself; the accounts are made all the same. */
final class DemoOverdueException extends IOException {

    private static final long serialVersionUID = 1L;

    DemoOverdueException(String message) {
        super(message);
    }
}

package io.ballot.node.admin;

import java.io.IOException;

/** The admin server cannot listen; the message is one line for the operator. */
public final class AdminStartException extends IOException {

    private static final long serialVersionUID = 1L;

    AdminStartException(String message, Throwable cause) {
        super(message, cause);
    }
}

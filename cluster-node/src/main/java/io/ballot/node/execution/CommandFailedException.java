package io.ballot.node.execution;

import java.io.Serial;

/** A command ended otherwise than well; its own words are the message, and where it was thrown tells nobody anything. */
final class CommandFailedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message, null, false, false);
    }
}

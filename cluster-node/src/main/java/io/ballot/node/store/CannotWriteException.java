package io.ballot.node.store;

import java.io.IOException;

/** The journal takes nothing more; one line for people, with what to do. */
final class CannotWriteException extends Exception {

    private static final long serialVersionUID = 1;

    CannotWriteException(String what, IOException cause) {
        super(
                what + ": " + reason(cause)
                        + "; what is not on file is not acknowledged, so this node leaves the cluster:"
                        + " see to its data.dir, then start it again",
                cause);
    }

    private static String reason(IOException e) {
        String text = String.valueOf(e.getMessage());
        return e.getClass() == IOException.class ? text : e.getClass().getSimpleName() + " " + text;
    }
}

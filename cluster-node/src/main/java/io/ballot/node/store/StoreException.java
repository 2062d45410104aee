package io.ballot.node.store;

/** The data directory cannot be used; one line for people. */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}

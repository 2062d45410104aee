package io.ballot.node.execution;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A worker, check or codec cannot be had: not found, not of the right type, or failing at its start. The message is one line
 * that names the configuration key and what to do; the node does not start (exit code 1).
 */
public final class WorkerStartException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    WorkerStartException(String message) {
        super(message);
    }

    WorkerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

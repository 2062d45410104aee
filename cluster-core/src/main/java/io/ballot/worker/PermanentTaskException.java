package io.ballot.worker;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Thrown by a {@link TaskWorker}: the task failed for good. No further attempt; it goes to the dead-letter topic. */
public class PermanentTaskException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param message the reason, which the dead letter carries */
    public PermanentTaskException(String message) {
        super(message);
    }

    /** @param message the reason, which the dead letter carries */
    public PermanentTaskException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

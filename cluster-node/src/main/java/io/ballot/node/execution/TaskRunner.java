package io.ballot.node.execution;

import io.ballot.worker.PayloadCodec;
import io.ballot.worker.PermanentTaskException;
import io.ballot.worker.TaskResult;
import java.io.Serial;

/** What a pool's threads do with a task: call a worker, or run a command. Thread-safe. */
interface TaskRunner extends AutoCloseable {

    /**
     * Runs the attempt to its end on the calling thread, which is interrupted when the attempt is stopped.
     *
     * @throws NotBegunException the attempt was stopped before the handler was entered
     * @throws PermanentTaskException failed for good
     * @throws Exception failed; or, if the attempt was stopped, ended without an outcome
     */
    TaskResult run(Attempt attempt) throws Exception;

    /** How payloads are read; a check that does not say so itself reads them the same way. */
    PayloadCodec<?> codec();

    /** Nothing runs any more, or was given up. */
    @Override
    void close();

    /** Carries no stack: it only says that nothing happened. */
    final class NotBegunException extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        NotBegunException() {
            super("stopped before it began", null, false, false);
        }
    }
}

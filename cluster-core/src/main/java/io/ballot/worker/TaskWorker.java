package io.ballot.worker;

import java.util.Optional;

/**
 * Executes the tasks of one queue (U2).
 *
 * <p>One instance serves all threads of its queue on a node and must be thread-safe; {@link #start} and {@link #close}
 * bracket its life. A worker that is named in the configuration ({@code queue.NAME.worker=class}) needs a public
 * constructor without parameters.
 *
 * <p>A handler is told to stop by {@link TaskContext#isCancelled()} and by an interrupt of its thread, when the node loses
 * its lease or is told to stop. It has {@code lease.margin.ms} to end; after that another node may execute the task. Where
 * that is not enough, hand {@link TaskContext#fencingToken()} to the system behind the task.
 *
 * @param <T> what a payload is read as: {@code byte[]} and {@code String} as they are, any other class as JSON, unless
 *     {@link #codec()} says something else
 */
@FunctionalInterface
public interface TaskWorker<T> extends AutoCloseable {

    /**
     * Executes one attempt of one task.
     *
     * @return normally: the task was executed, even if it had been cancelled meanwhile
     * @throws PermanentTaskException the task failed for good: no further attempt, dead letter
     * @throws Exception this attempt failed; the queue's policy decides on the next. After a cancellation: stopped without
     *     an outcome
     */
    TaskResult execute(Task<T> task, TaskContext context) throws Exception;

    /**
     * Called once, before the first task.
     *
     * @throws Exception the node does not start
     */
    default void start(WorkerContext context) throws Exception {}

    /** Called once, after the last task has ended or was given up. */
    @Override
    default void close() {}

    /** How payloads are read. Empty: by {@code T}, which must then be visible in the class (a lambda hides it). */
    default Optional<PayloadCodec<T>> codec() {
        return Optional.empty();
    }

    /**
     * A worker with this codec, for a handler written as a lambda:
     * {@code TaskWorker.of(PayloadCodec.string(), (task, context) -> ...)}.
     */
    static <T> TaskWorker<T> of(PayloadCodec<T> codec, TaskWorker<T> handler) {
        return new WithCodec<>(codec, handler);
    }
}

package io.ballot.worker;

import java.util.Optional;

/**
 * Says whether a doubtful task was executed before (D3): asked only when no node knows, as after a crash of the one that
 * was executing it.
 *
 * <p>One instance serves all threads and must be thread-safe. A check that is named in the configuration
 * ({@code queue.NAME.check=class}) needs a public constructor without parameters. It is not asked while another node may
 * still be executing the task.
 *
 * @param <T> as in {@link TaskWorker}; a lambda sees the payload as the queue's worker does
 */
@FunctionalInterface
public interface IdempotencyCheck<T> {

    /**
     * @param reason why the task is doubtful
     * @throws Exception the check failed: it is asked again a few times, then the task is parked
     */
    Evidence check(Task<T> task, DoubtReason reason) throws Exception;

    /** How payloads are read. Empty: by {@code T}, or as the queue's worker does. */
    default Optional<PayloadCodec<T>> codec() {
        return Optional.empty();
    }
}

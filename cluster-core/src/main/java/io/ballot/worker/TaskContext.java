package io.ballot.worker;

import java.time.Duration;
import java.util.Map;

/**
 * One attempt at one task: what the handler may ask and tell while it runs. Thread-safe; of no use after the handler has
 * returned.
 *
 * <p>While the handler runs, the MDC of its thread holds {@code task} (the task's id) and {@code queue}.
 */
public interface TaskContext {

    /** 1 for the first attempt. */
    int attempt();

    /**
     * A number that grows over all grants of the cluster (R10). A system that remembers the highest token per task and refuses
     * lower ones is safe even from a process that was frozen beyond its lease.
     */
    long fencingToken();

    /** How long this node may go on executing, as of now; zero when the lease is over. It is renewed while all is well. */
    Duration leaseRemaining();

    /** Whether the handler is to stop: the lease is over, the time for the attempt has passed, or the node is stopping. */
    boolean isCancelled();

    /**
     * Runs {@code action} once when the attempt is cancelled, on a thread of Ballot's; at once (on the caller's thread) if it is
     * cancelled already. For handlers that wait where an interrupt does not reach.
     */
    void onCancel(Runnable action);

    /**
     * Tells how far the task is, for people who watch.
     *
     * @param done units done so far, from 0
     * @param total units in all, 0 if not known
     */
    void progress(long done, long total);

    /** The same as {@link Task#headers()}. */
    Map<String, String> headers();
}

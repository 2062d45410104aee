package io.ballot.node.execution;

import java.util.List;

/**
 * One queue's execution on this node, as of now; the counts are since the node's start and for display only.
 *
 * @param workerType {@code class}, {@code command} or {@code embedded}
 * @param waiting tasks handed over that no thread has begun
 * @param running tasks that run, longest first
 * @param executed attempts that succeeded
 * @param failed attempts that failed, for good or not
 * @param stopped attempts that were stopped without an outcome
 * @param notStarted tasks that were cancelled before they began
 */
public record QueueStatus(
        String name,
        String workerType,
        int concurrency,
        int waiting,
        List<RunningTask> running,
        long executed,
        long failed,
        long stopped,
        long notStarted) {}

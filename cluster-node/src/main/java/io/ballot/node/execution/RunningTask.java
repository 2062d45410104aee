package io.ballot.node.execution;

import org.jspecify.annotations.Nullable;

/**
 * A task that runs now, for people who look.
 *
 * @param taskId as the submitter named it
 * @param position {@code TOPIC/PARTITION/OFFSET}
 * @param token the fencing token of this execution
 * @param sinceMs for how long it has run, in milliseconds
 * @param progressDone as the handler told it
 * @param progressTotal as the handler told it, 0 for unknown
 * @param maybeStopReason why it was told to stop; null while it was not
 * @param stoppingForMs for how long it has been told to stop
 */
public record RunningTask(
        String queue,
        String taskId,
        String position,
        int attempt,
        long token,
        long sinceMs,
        long progressDone,
        long progressTotal,
        @Nullable String maybeStopReason,
        long stoppingForMs) {}

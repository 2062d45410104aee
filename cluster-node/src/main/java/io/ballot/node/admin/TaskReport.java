package io.ballot.node.admin;

import org.jspecify.annotations.Nullable;

/**
 * A task that runs now.
 *
 * @param task the id by which people know it
 * @param position {@code TOPIC/PARTITION/OFFSET}
 * @param token fencing token of this execution
 * @param progressTotal 0 for unknown
 * @param stopping why it was told to stop; null while it was not
 */
public record TaskReport(
        String queue,
        String task,
        String position,
        int attempt,
        long token,
        long forMs,
        long progressDone,
        long progressTotal,
        @Nullable String stopping) {}

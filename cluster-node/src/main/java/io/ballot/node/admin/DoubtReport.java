package io.ballot.node.admin;

import org.jspecify.annotations.Nullable;

/**
 * A task that is doubtful now.
 *
 * @param id the task's 128-bit id
 * @param task the id by which people know it; null if its record is not held any more
 * @param position {@code TOPIC/PARTITION/OFFSET}
 * @param phase WAITING (somebody else has it), DOUBT (evidence is gathered) or CHECKING
 * @param reason why it is doubtful, in a word
 * @param next what happens next, in words
 */
public record DoubtReport(
        String id,
        @Nullable String task,
        String queue,
        String position,
        String node,
        String phase,
        String reason,
        String since,
        long forMs,
        String next) {}

package io.ballot.node.admin;

import org.jspecify.annotations.Nullable;

/**
 * One step of a task's story, as one node saw it.
 *
 * @param time RFC 3339 in UTC, by this node's clock
 * @param node who tells it
 * @param kind a {@link io.ballot.core.history.StepKind}
 * @param token fencing token; null where the step has none
 * @param detail a word or a reason; null for none
 * @param about the other node that the step is about; null for none
 * @param position {@code TOPIC/PARTITION/OFFSET}; null where the step does not say
 */
public record StepReport(
        String time,
        String node,
        String kind,
        long epoch,
        @Nullable Long token,
        @Nullable Integer attempt,
        @Nullable String detail,
        @Nullable String about,
        @Nullable String position) {}

package io.ballot.core.history;

import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import org.jspecify.annotations.Nullable;

/**
 * One step of one task, unpacked for reading.
 *
 * @param atMs this node's monotonic clock
 * @param epoch that this node had promised
 * @param token fencing token of a grant, 0 for none
 * @param attempt of a grant or a start, 0 where it says nothing
 * @param detail a word that depends on the kind, empty for none
 * @param maybeNode the other node that the step is about
 * @param maybePartition where the task's record lies, together with {@code offset}
 * @param offset -1 where the step does not say
 */
public record TaskStep(
        Id128 id,
        long atMs,
        StepKind kind,
        long epoch,
        long token,
        int attempt,
        String detail,
        @Nullable NodeId maybeNode,
        @Nullable QueuePartition maybePartition,
        long offset) {}

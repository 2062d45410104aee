package io.ballot.protocol;

import java.util.List;

/**
 * One step in the leader's order, applied by every in-sync member and joiner to filter and ledger.
 *
 * <p>Entries carry the leader's sequence through the message that brings them: {@link Message.Replicate#firstSeq} and on.
 */
public sealed interface Entry {

    /**
     * Tasks granted to one life. For an id that the ledger knows, the entry replaces the older one (its token is higher).
     *
     * @param tokens the fencing tokens, one a task
     * @param states {@link TaskState#GRANTED} or {@link TaskState#RUNNING}, as codes
     * @param attempts number of the attempt, 1 for the first
     * @param fresh 1 where the leader had never seen the id, so that a peer that had must say so (V3); else 0
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Grants(Life holder, Claim claim, long[] tokens, byte[] states, byte[] attempts, byte[] fresh)
            implements Entry {}

    /**
     * Progress of tasks. A change counts for the entry whose token it names (R14); an EXECUTED of an older token is kept
     * as evidence of that execution. {@link TaskState#COMMITTED} takes the entry out of the ledger; with a final outcome it
     * goes to the recents, without one only the filter still knows the task (a grant withdrawn by the union, V3).
     *
     * @param states the new {@link TaskState} codes
     * @param outcomes {@link Outcome} codes, {@link Outcome#NONE} unless EXECUTED, or RELEASED after a failed attempt
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Changes(TaskIds ids, long[] tokens, byte[] states, byte[] outcomes) implements Entry {}

    /** The group has committed {@code offset} (the next to read): ledger entries of records below it are pruned. */
    record Committed(QueuePartition partition, long offset) implements Entry {}

    /** The filter starts generation {@code generation}; the oldest one is dropped and raises the horizon (R5). */
    record Rotate(int generation) implements Entry {}

    /** Filter bits that a joiner brought, as ids are not known: the packed words of one generation's range. */
    record Bits(SnapshotPart.FilterBits bits) implements Entry {}

    /** Outcomes that a joiner brought. */
    record Outcomes(SnapshotPart.Recents recents) implements Entry {}

    /** How many tasks these entries are about, for the bounds of a message. */
    static int tasks(List<Entry> entries) {
        int tasks = 0;
        for (Entry entry : entries) {
            if (entry instanceof Grants grants) {
                tasks += grants.claim().size();
            } else if (entry instanceof Changes changes) {
                tasks += changes.ids().size();
            }
        }
        return tasks;
    }
}

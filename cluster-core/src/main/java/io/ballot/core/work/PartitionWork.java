package io.ballot.core.work;

import io.ballot.core.offset.CommitPoint;
import io.ballot.core.offset.OffsetTracker;
import io.ballot.protocol.Claim;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import java.util.ArrayDeque;
import java.util.Arrays;

/** One partition while it is assigned to this node, and for as long after that as tasks of it are in hand here. */
final class PartitionWork {

    enum Tenure {
        OWNED,
        /** Kafka wants it back and waits. */
        REVOKING,
        /** Not this node's any more: nothing is committed for it from here. */
        GONE
    }

    final QueuePartition key;
    final QueueWork queue;
    final OffsetTracker tracker;
    /** Claims with something left to do or to remember, oldest first. */
    final ArrayDeque<ClaimWork> claims = new ArrayDeque<>();

    private final long[] hintedOffsets;
    private final int[] hintedPrints;
    Tenure tenure = Tenure.OWNED;
    long lastPolled = -1;
    /** The group's committed offset as last seen; -1 unknown. */
    long committed;
    /** Offset of a commit on its way; -1 for none. */
    long committing = -1;

    boolean paused;
    /** Tasks in CLOSED that are to be claimed anew. */
    int closedTasks;

    PartitionWork(QueuePartition key, QueueWork queue, long committed, long[] hintedOffsets, int[] hintedPrints) {
        this.key = key;
        this.queue = queue;
        this.committed = committed;
        this.tracker = new OffsetTracker(Math.max(0, committed));
        this.hintedOffsets = hintedOffsets;
        this.hintedPrints = hintedPrints;
    }

    boolean isOwned() {
        return tenure == Tenure.OWNED;
    }

    /** Marks the tasks that the commit metadata names as finished: same offset, same fingerprint of the id (R11). */
    void addHints(long[] offsets, TaskIds ids, byte[] flags) {
        if (hintedOffsets.length == 0) {
            return;
        }
        for (int i = 0; i < offsets.length; i++) {
            int at = Arrays.binarySearch(hintedOffsets, offsets[i]);
            if (at >= 0 && hintedPrints[at] == CommitPoint.fingerprint(ids.hi(i), ids.lo(i))) {
                flags[i] |= Claim.HINTED;
            }
        }
    }

    boolean hasBusyTasks() {
        for (ClaimWork work : claims) {
            if (work.countBusy() > 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return key + " " + tenure + " " + tracker;
    }
}

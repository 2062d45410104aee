package io.ballot.core.registry;

import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.QueuePartition;
import java.util.TreeSet;

/** One partition: its marks, and the claims of the ledger whose records lie in it, by offset. */
final class PartitionLine {

    final QueuePartition partition;
    final TreeSet<ClaimBlock> claims = new TreeSet<>();
    private long highestClaimed = -1;
    private long highestClaimedBefore = -1;
    private long horizon = -1;
    private long floor = -1;
    private long committed = -1;

    PartitionLine(QueuePartition partition) {
        this.partition = partition;
    }

    PartitionMarks marks() {
        return new PartitionMarks(partition, highestClaimed, highestClaimedBefore, horizon, floor, committed);
    }

    long committed() {
        return committed;
    }

    void claimed(long offset) {
        highestClaimed = Math.max(highestClaimed, offset);
    }

    /** The ledger is about to be replaced: whoever gives the new one says up to where it is pruned. */
    void forgetCommitted() {
        committed = -1;
    }

    void committed(long offset) {
        committed = Math.max(committed, offset);
        dropFloorIfPassed();
    }

    void raiseFloor(long to) {
        floor = Math.max(floor, to);
        dropFloorIfPassed();
    }

    /**
     * What lay below the floor is decided now, and still not remembered: it becomes part of the horizon, so that an offset
     * that is set back later finds those records doubtful, not new.
     */
    private void dropFloorIfPassed() {
        if (floor >= 0 && committed >= floor) {
            raiseHorizon(floor - 1);
            floor = -1;
        }
    }

    /** A generation begins; {@code dropped} tells whether one was let go with it, which held offsets up to the horizon. */
    void rotated(boolean dropped) {
        if (dropped) {
            raiseHorizon(highestClaimedBefore);
        }
        highestClaimedBefore = highestClaimed;
    }

    private void raiseHorizon(long to) {
        horizon = Math.max(horizon, to);
    }

    /** All that this memory ever claimed has moved to the previous generation, or to an older one joined into it. */
    void movedToPrevious() {
        highestClaimedBefore = highestClaimed;
    }

    /** All that this memory ever claimed has moved to the current generation. */
    void movedToCurrent() {
        highestClaimedBefore = -1;
    }

    /**
     * Takes the higher of each mark: every mark can only add doubts.
     *
     * @param sameGeneration whether the other memory's current generation is this one's; if not, all that it claimed lies
     *     in the previous one here
     */
    void join(PartitionMarks other, boolean sameGeneration) {
        highestClaimed = Math.max(highestClaimed, other.highestClaimed());
        highestClaimedBefore =
                Math.max(highestClaimedBefore, sameGeneration ? other.highestClaimedBefore() : other.highestClaimed());
        horizon = Math.max(horizon, other.horizon());
        committed = Math.max(committed, other.committed());
        raiseFloor(other.floor());
    }
}

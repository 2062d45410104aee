package io.ballot.core.offset;

import io.ballot.protocol.TaskIds;
import java.util.Arrays;

/**
 * Which records of one partition are decided, and so what may be committed (R11): the contiguous prefix only.
 *
 * <p>Records are entered in the order of the log and decided in any order. Offsets in between that were never polled
 * (transaction markers, aborted or compacted records) hold nothing up: the commit offset is that of the lowest undecided
 * record, or the one after the last polled record when all are decided.
 *
 * <p>A ring of the records from the lowest undecided one to the last polled, with one bit each for "decided". Entering and
 * deciding cost O(1) amortised where the offsets have no gaps, and a binary search where they have. The ring grows and
 * shrinks with what it holds, which is what the core's back-pressure bounds ({@link #retained}).
 *
 * <p>One tracker serves one assignment of one partition: an offset that goes back is a new assignment. Not thread-safe.
 */
public final class OffsetTracker {

    /** Finished records that a commit point names at most; more than the default commit metadata can carry. */
    public static final int FINISHED_MAX = 1024;

    private static final int CAPACITY_MIN = 64;

    /** The ring: a power of two; slot of record i (0 = lowest undecided) is {@code (head + i) & (capacity - 1)}. */
    private long[] offsets = new long[CAPACITY_MIN];

    private int[] prints = new int[CAPACITY_MIN];
    private long[] decided = new long[CAPACITY_MIN / Long.SIZE];
    private int head;
    private int size;

    private int undecided;
    /** The offset after the last polled one; before the first, where the partition starts. */
    private long next;

    /** @param start the group's committed offset, -1 when there is none */
    public OffsetTracker(long start) {
        this.next = start;
    }

    /**
     * Enters polled records whose ids do not matter (their fingerprints are zero).
     *
     * @param polled strictly ascending, above all that was polled before
     */
    public void polled(long[] polled) {
        enter(polled, TaskIds.EMPTY);
    }

    /** Enters polled records, {@code ids} one for each of {@code polled}; see {@link #polled(long[])}. */
    public void polled(long[] polled, TaskIds ids) {
        if (ids.size() != polled.length) {
            throw new IllegalArgumentException(polled.length + " offsets polled, " + ids.size() + " ids");
        }
        enter(polled, ids);
    }

    private void enter(long[] polled, TaskIds ids) {
        reserve(size + polled.length);
        int mask = offsets.length - 1;
        for (int i = 0; i < polled.length; i++) {
            if (polled[i] < next) {
                throw new IllegalArgumentException("polled offset " + polled[i] + " where " + next + " is the next");
            }
            int slot = (head + size) & mask;
            offsets[slot] = polled[i];
            prints[slot] = ids.size() == 0 ? 0 : CommitPoint.fingerprint(ids.hi(i), ids.lo(i));
            decided[slot >> 6] &= ~(1L << slot);
            size++;
            undecided++;
            next = polled[i] + 1;
        }
    }

    /**
     * The record needs nothing more: executed, or dropped, parked or dead-lettered on record.
     *
     * @return whether it was undecided until now; false too for a record that this tracker does not hold, such as one of an
     *     earlier assignment
     */
    public boolean decided(long offset) {
        boolean changed = mark(offset);
        advance();
        return changed;
    }

    /** As {@link #decided(long)} for many; returns how many were undecided until now. */
    public int decided(long[] batch) {
        int changed = 0;
        for (long offset : batch) {
            changed += mark(offset) ? 1 : 0;
        }
        advance();
        return changed;
    }

    private boolean mark(long offset) {
        int index = indexOf(offset);
        if (index < 0) {
            return false;
        }
        int slot = (head + index) & (offsets.length - 1);
        if (isSet(slot)) {
            return false;
        }
        decided[slot >> 6] |= 1L << slot;
        undecided--;
        return true;
    }

    /** Drops the decided records at the front, so that the first of the ring is undecided. */
    private void advance() {
        int mask = offsets.length - 1;
        while (size > 0 && isSet(head)) {
            head = (head + 1) & mask;
            size--;
        }
        if (offsets.length > CAPACITY_MIN && size <= offsets.length / 4) {
            resize(Math.max(CAPACITY_MIN, offsets.length / 2));
        }
    }

    /** The next offset to commit, -1 while nothing was polled of a partition without a committed offset. */
    public long commitOffset() {
        return size == 0 ? next : offsets[head];
    }

    /** What may be committed now, with at most {@link #FINISHED_MAX} of the decided records above it, the lowest ones. */
    public CommitPoint commitPoint() {
        int count = Math.min(size - undecided, FINISHED_MAX);
        if (count == 0) {
            return CommitPoint.at(commitOffset());
        }
        long[] finished = new long[count];
        int[] finishedPrints = new int[count];
        int mask = offsets.length - 1;
        for (int i = 0, k = 0; k < count; i++) {
            int slot = (head + i) & mask;
            if (isSet(slot)) {
                finished[k] = offsets[slot];
                finishedPrints[k++] = prints[slot];
            }
        }
        return new CommitPoint(commitOffset(), finished, finishedPrints);
    }

    /** Offset of the lowest record that is not decided, -1 when there is none. */
    public long lowestUndecided() {
        return size == 0 ? -1 : offsets[head];
    }

    /** Records polled and not decided. */
    public int inFlight() {
        return undecided;
    }

    /** Records that are remembered: those in flight, and the decided ones that wait above the lowest undecided one. */
    public int retained() {
        return size;
    }

    /** Whether this tracker holds the record and it is not decided. */
    public boolean isUndecided(long offset) {
        int index = indexOf(offset);
        return index >= 0 && !isSet((head + index) & (offsets.length - 1));
    }

    private boolean isSet(int slot) {
        return (decided[slot >> 6] & (1L << slot)) != 0;
    }

    /** Index of the record, -1 if it is not held. Without gaps it is where the distance to the first one says. */
    private int indexOf(long offset) {
        if (size == 0 || offset < offsets[head] || offset >= next) {
            return -1;
        }
        int mask = offsets.length - 1;
        int low = 0;
        int high = (int) Math.min(offset - offsets[head], size - 1);
        int probe = high;
        while (low <= high) {
            long found = offsets[(head + probe) & mask];
            if (found == offset) {
                return probe;
            }
            if (found < offset) {
                low = probe + 1;
            } else {
                high = probe - 1;
            }
            probe = (low + high) >>> 1;
        }
        return -1;
    }

    private void reserve(int records) {
        if (records > offsets.length) {
            resize(Integer.highestOneBit(records - 1) << 1);
        }
    }

    private void resize(int capacity) {
        int oldMask = offsets.length - 1;
        long[] newOffsets = new long[capacity];
        int[] newPrints = new int[capacity];
        long[] newDecided = new long[capacity / Long.SIZE];
        for (int i = 0; i < size; i++) {
            int slot = (head + i) & oldMask;
            newOffsets[i] = offsets[slot];
            newPrints[i] = prints[slot];
            newDecided[i >> 6] |= isSet(slot) ? 1L << i : 0;
        }
        offsets = newOffsets;
        prints = newPrints;
        decided = newDecided;
        head = 0;
    }

    @Override
    public String toString() {
        return "commit " + commitOffset() + ", next " + next + ", " + undecided + " of " + size + " undecided, first "
                + Arrays.toString(Arrays.copyOf(commitPoint().finished(), Math.min(4, size - undecided)));
    }
}

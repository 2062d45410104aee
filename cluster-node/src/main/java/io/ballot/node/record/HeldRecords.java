package io.ballot.node.record;

import org.jspecify.annotations.Nullable;

/**
 * Records of one partition by offset: an open hash table with linear probing, because a boxed offset and a map entry per
 * record would cost more than all else that is done for a small task on its way in.
 *
 * <p>At most half full, so a probe is short; grows and shrinks with what it holds. Not thread-safe.
 */
final class HeldRecords {

    private static final int CAPACITY_MIN = 64;
    /** 2^64 divided by the golden ratio. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    /** Far from the half at which it grows: what waits here comes and goes by thousands, poll by poll. */
    private static final int SHRINK_BELOW = 64;

    private static final int NEIGHBOURS_BITS = 4;
    private static final int NEIGHBOURS = 1 << NEIGHBOURS_BITS;

    /** The offset in each slot, beside the record: a probe never has to go to the record. */
    private long[] offsets = new long[CAPACITY_MIN];

    private @Nullable TaskRecord[] slots = new TaskRecord[CAPACITY_MIN];
    /** How often the record in that slot was put and not forgotten; 0 where the slot is free. */
    private int[] holds = new int[CAPACITY_MIN];

    private int size;

    void put(TaskRecord record) {
        if (size >= slots.length / 2) {
            resize(slots.length * 2);
        }
        int slot = find(record.offset());
        size += holds[slot] == 0 ? 1 : 0;
        offsets[slot] = record.offset();
        slots[slot] = record;
        holds[slot]++;
    }

    @Nullable
    TaskRecord get(long offset) {
        return slots[find(offset)];
    }

    void forget(long offset) {
        int slot = find(offset);
        if (holds[slot] == 0 || --holds[slot] > 0) {
            return;
        }
        remove(slot);
        size--;
        if (slots.length > CAPACITY_MIN && size < slots.length / SHRINK_BELOW) {
            resize(slots.length / 2);
        }
    }

    void clear() {
        allocate(CAPACITY_MIN);
        size = 0;
    }

    private void allocate(int capacity) {
        offsets = new long[capacity];
        slots = new TaskRecord[capacity];
        holds = new int[capacity];
    }

    int size() {
        return size;
    }

    /** The slot that holds the offset, or the free one where it belongs. */
    private int find(long offset) {
        int slot = home(offset);
        while (holds[slot] != 0 && offsets[slot] != offset) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /**
     * Sixteen neighbours stay side by side, which is how they are asked for; one such group is spread far from the next by
     * the golden ratio. All side by side would make one run of thousands of slots, and freeing a slot walks to the end of
     * its run.
     */
    private int home(long offset) {
        long group = (offset >>> NEIGHBOURS_BITS) * SPREAD;
        int groups = slots.length >>> NEIGHBOURS_BITS;
        return (int) (group >>> (Long.numberOfLeadingZeros(groups) + 1)) << NEIGHBOURS_BITS
                | (int) (offset & (NEIGHBOURS - 1));
    }

    /** Frees a slot, and moves those behind it up so that no probe ends too early. */
    private void remove(int freed) {
        int mask = slots.length - 1;
        int hole = freed;
        for (int next = (hole + 1) & mask; holds[next] != 0; next = (next + 1) & mask) {
            int distanceFromHome = (next - home(offsets[next])) & mask;
            int distanceFromHole = (next - hole) & mask;
            if (distanceFromHome >= distanceFromHole) {
                offsets[hole] = offsets[next];
                slots[hole] = slots[next];
                holds[hole] = holds[next];
                hole = next;
            }
        }
        slots[hole] = null;
        holds[hole] = 0;
    }

    private void resize(int capacity) {
        long[] oldOffsets = offsets;
        @Nullable TaskRecord[] oldSlots = slots;
        int[] oldHolds = holds;
        allocate(capacity);
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldHolds[i] != 0) {
                int slot = find(oldOffsets[i]);
                offsets[slot] = oldOffsets[i];
                slots[slot] = oldSlots[i];
                holds[slot] = oldHolds[i];
            }
        }
    }
}

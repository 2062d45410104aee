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

    private @Nullable TaskRecord[] slots = new TaskRecord[CAPACITY_MIN];
    /** How often the record in that slot was put and not forgotten. */
    private int[] holds = new int[CAPACITY_MIN];

    private int size;

    void put(TaskRecord record) {
        if (size >= slots.length / 2) {
            resize(slots.length * 2);
        }
        int slot = find(record.offset());
        size += slots[slot] == null ? 1 : 0;
        slots[slot] = record;
        holds[slot]++;
    }

    @Nullable
    TaskRecord get(long offset) {
        return slots[find(offset)];
    }

    void forget(long offset) {
        int slot = find(offset);
        if (slots[slot] == null || --holds[slot] > 0) {
            return;
        }
        remove(slot);
        size--;
        if (slots.length > CAPACITY_MIN && size < slots.length / 8) {
            resize(slots.length / 2);
        }
    }

    void clear() {
        slots = new TaskRecord[CAPACITY_MIN];
        holds = new int[CAPACITY_MIN];
        size = 0;
    }

    int size() {
        return size;
    }

    /** The slot that holds the offset, or the free one where it belongs. */
    private int find(long offset) {
        int slot = home(offset);
        TaskRecord record = slots[slot];
        while (record != null && record.offset() != offset) {
            slot = (slot + 1) & (slots.length - 1);
            record = slots[slot];
        }
        return slot;
    }

    /**
     * Spread by the golden ratio, which puts neighbouring offsets far from one another. Side by side they would make one run
     * of thousands of slots, and freeing a slot walks to the end of its run.
     */
    private int home(long offset) {
        return (int) ((offset * SPREAD) >>> (Long.numberOfLeadingZeros(slots.length) + 1));
    }

    /** Frees a slot, and moves those behind it up so that no probe ends too early. */
    private void remove(int freed) {
        int mask = slots.length - 1;
        int hole = freed;
        int next = (hole + 1) & mask;
        for (TaskRecord record = slots[next]; record != null; record = slots[next]) {
            int distanceFromHome = (next - home(record.offset())) & mask;
            int distanceFromHole = (next - hole) & mask;
            if (distanceFromHome >= distanceFromHole) {
                slots[hole] = record;
                holds[hole] = holds[next];
                hole = next;
            }
            next = (next + 1) & mask;
        }
        slots[hole] = null;
        holds[hole] = 0;
    }

    private void resize(int capacity) {
        @Nullable TaskRecord[] oldSlots = slots;
        int[] oldHolds = holds;
        slots = new TaskRecord[capacity];
        holds = new int[capacity];
        for (int i = 0; i < oldSlots.length; i++) {
            TaskRecord record = oldSlots[i];
            if (record != null) {
                int slot = find(record.offset());
                slots[slot] = record;
                holds[slot] = oldHolds[i];
            }
        }
    }
}

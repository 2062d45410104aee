package io.ballot.core.registry;

/**
 * Where an id is, by open addressing over primitive cells: 12 bytes a cell, at most two thirds of them used.
 *
 * <p>The ids themselves lie where the values point to, which is elsewhere in memory and slow to reach. So each cell keeps 32
 * bits of the id's hash: a stranger in the way is told apart by them, and a removal, which moves the followers up so that no
 * tombstones gather, sees in them where each follower belongs. Only a hit is compared at its value.
 */
abstract class IdIndex {

    static final long ABSENT = -1;

    private static final int SMALLEST = 64;

    /** Hash of the id in each cell; 0 where it is empty. */
    private int[] hashes = new int[SMALLEST];

    private long[] values = new long[SMALLEST];
    private int size;

    abstract long hiOf(long value);

    abstract long loOf(long value);

    /** The value of that id, or {@link #ABSENT}. */
    final long get(long hi, long lo) {
        int cell = cellOf(hi, lo, hash(hi, lo));
        return hashes[cell] == 0 ? ABSENT : values[cell];
    }

    /** Puts or replaces. The id must be readable at {@code value}, which is not negative, from the next call on. */
    final void put(long hi, long lo, long value) {
        int hash = hash(hi, lo);
        int cell = cellOf(hi, lo, hash);
        boolean fresh = hashes[cell] == 0;
        hashes[cell] = hash;
        values[cell] = value;
        if (fresh && ++size > hashes.length / 3 * 2) {
            grow();
        }
    }

    /** Removes the id if it is there with that value. */
    final void remove(long hi, long lo, long value) {
        int mask = hashes.length - 1;
        int hash = hash(hi, lo);
        int gap = hash & mask;
        while (hashes[gap] != hash || values[gap] != value) {
            if (hashes[gap] == 0) {
                return;
            }
            gap = (gap + 1) & mask;
        }
        size--;
        for (int next = (gap + 1) & mask; hashes[next] != 0; next = (next + 1) & mask) {
            int home = hashes[next] & mask;
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                hashes[gap] = hashes[next];
                values[gap] = values[next];
                gap = next;
            }
        }
        hashes[gap] = 0;
    }

    final int size() {
        return size;
    }

    final void clear() {
        hashes = new int[SMALLEST];
        values = new long[SMALLEST];
        size = 0;
    }

    /** The cell that holds the id, or the empty one where it would go. */
    private int cellOf(long hi, long lo, int hash) {
        int mask = hashes.length - 1;
        int cell = hash & mask;
        while (hashes[cell] != 0) {
            if (hashes[cell] == hash && hiOf(values[cell]) == hi && loOf(values[cell]) == lo) {
                break;
            }
            cell = (cell + 1) & mask;
        }
        return cell;
    }

    private void grow() {
        int[] oldHashes = hashes;
        long[] oldValues = values;
        if (oldHashes.length > 1 << 29) {
            throw new IllegalStateException("an index of " + size + " ids cannot grow");
        }
        hashes = new int[oldHashes.length * 2];
        values = new long[oldHashes.length * 2];
        int mask = hashes.length - 1;
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                int cell = oldHashes[i] & mask;
                while (hashes[cell] != 0) {
                    cell = (cell + 1) & mask;
                }
                hashes[cell] = oldHashes[i];
                values[cell] = oldValues[i];
            }
        }
    }

    /** Never 0. Ids are hashed already; the multiplication only keeps hand-made ones, as tests have them, from piling up. */
    private static int hash(long hi, long lo) {
        int hash = (int) ((lo ^ hi) * 0x9E3779B97F4A7C15L >>> 32);
        return hash == 0 ? 1 : hash;
    }
}

package io.ballot.core.registry;

/**
 * Where an id is, by open addressing over primitive cells: 8 bytes a cell, at most two thirds of them used.
 *
 * <p>The ids themselves lie where the values point to; a cell holds 16 bits of the id beside the value, so that a stranger
 * in the way is told apart without going there. Removal moves the followers up, so no tombstones gather in a table whose
 * content is always changing.
 */
abstract class IdIndex {

    /** Values are from 1 to this; a zero cell is empty. */
    static final long VALUE_MAX = (1L << 48) - 1;

    static final long ABSENT = -1;

    private static final int TAG_SHIFT = 48;
    private static final int SMALLEST = 64;

    private long[] cells = new long[SMALLEST];
    private int size;

    abstract long hiOf(long value);

    abstract long loOf(long value);

    /** The value of that id, or {@link #ABSENT}. */
    final long get(long hi, long lo) {
        int cell = cellOf(hi, lo);
        return cells[cell] == 0 ? ABSENT : cells[cell] & VALUE_MAX;
    }

    /** Puts or replaces. The id must be readable at {@code value} from the next call on. */
    final void put(long hi, long lo, long value) {
        int cell = cellOf(hi, lo);
        boolean fresh = cells[cell] == 0;
        cells[cell] = tag(hi) | value;
        if (fresh && ++size > cells.length / 3 * 2) {
            grow();
        }
    }

    /** Removes the id if it is there; it must still be readable at its value. */
    final void remove(long hi, long lo) {
        int gap = cellOf(hi, lo);
        if (cells[gap] == 0) {
            return;
        }
        size--;
        int mask = cells.length - 1;
        for (int next = (gap + 1) & mask; cells[next] != 0; next = (next + 1) & mask) {
            long value = cells[next] & VALUE_MAX;
            int home = home(hiOf(value), loOf(value), mask);
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                cells[gap] = cells[next];
                gap = next;
            }
        }
        cells[gap] = 0;
    }

    final int size() {
        return size;
    }

    final void clear() {
        cells = new long[SMALLEST];
        size = 0;
    }

    /** The cell that holds the id, or the empty one where it would go. */
    private int cellOf(long hi, long lo) {
        int mask = cells.length - 1;
        for (int cell = home(hi, lo, mask); ; cell = (cell + 1) & mask) {
            long content = cells[cell];
            if (content == 0) {
                return cell;
            }
            if ((content & ~VALUE_MAX) == tag(hi)
                    && hiOf(content & VALUE_MAX) == hi
                    && loOf(content & VALUE_MAX) == lo) {
                return cell;
            }
        }
    }

    private void grow() {
        long[] old = cells;
        if (old.length > 1 << 29) {
            throw new IllegalStateException("an index of " + size + " ids cannot grow");
        }
        cells = new long[old.length * 2];
        int mask = cells.length - 1;
        for (long content : old) {
            if (content != 0) {
                long value = content & VALUE_MAX;
                int cell = home(hiOf(value), loOf(value), mask);
                while (cells[cell] != 0) {
                    cell = (cell + 1) & mask;
                }
                cells[cell] = content;
            }
        }
    }

    private static long tag(long hi) {
        return hi << TAG_SHIFT;
    }

    /** Ids are hashed already; the multiplication only keeps hand-made ones, as tests have them, from piling up. */
    private static int home(long hi, long lo, int mask) {
        return (int) ((lo ^ hi) * 0x9E3779B97F4A7C15L >>> 32) & mask;
    }
}

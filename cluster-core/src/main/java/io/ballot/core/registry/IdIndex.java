package io.ballot.core.registry;

/**
 * Where an id is, by open addressing over primitive cells: 16 bytes a cell, at most two thirds of them used.
 *
 * <p>The ids themselves lie where the values point to, which is elsewhere in memory and slow to reach. So each cell keeps 32
 * bits of the id's hash beside the value: a stranger in the way is told apart by them, and a removal, which moves the
 * followers up so that no tombstones gather, sees in them where each follower belongs. Only a hit is compared at its value.
 *
 * <p>A large index lies in no cache, and what to do with a cell depends on what is in it, so a loop over ids waits for each
 * of them. Whoever works on many ids calls {@link #fetch} for some of them first: those accesses wait for nothing, and are
 * all on their way at once.
 */
abstract class IdIndex {

    static final long ABSENT = -1;

    private static final int SMALLEST = 64;

    /** Two words a cell: hash of the id, 0 where the cell is empty; and the value. */
    private long[] cells = new long[2 * SMALLEST];

    private int size;
    /** Of no meaning: what {@link #fetch} read, kept so that the reading is not optimized away. */
    private long fetched;

    abstract long hiOf(long value);

    abstract long loOf(long value);

    /** The id will be asked for soon. */
    final void fetch(long hi, long lo) {
        fetched += cells[2 * (hash(hi, lo) & mask())];
    }

    /** The value of that id, or {@link #ABSENT}. */
    final long get(long hi, long lo) {
        int cell = cellOf(hi, lo, hash(hi, lo));
        return cells[cell] == 0 ? ABSENT : cells[cell + 1];
    }

    /** Puts or replaces. The id must be readable at {@code value}, which is not negative, from the next call on. */
    final void put(long hi, long lo, long value) {
        int hash = hash(hi, lo);
        put(cellOf(hi, lo, hash), hash, value);
    }

    /** As {@link #put}, but leaves a value that is there. @return that one, or {@link #ABSENT} */
    final long putIfAbsent(long hi, long lo, long value) {
        int hash = hash(hi, lo);
        int cell = cellOf(hi, lo, hash);
        if (cells[cell] != 0) {
            return cells[cell + 1];
        }
        put(cell, hash, value);
        return ABSENT;
    }

    private void put(int cell, int hash, long value) {
        boolean fresh = cells[cell] == 0;
        cells[cell] = hash;
        cells[cell + 1] = value;
        if (fresh && ++size > most(cells.length)) {
            grow(cells.length * 2L);
        }
    }

    /** Removes the id if it is there with that value. */
    final void remove(long hi, long lo, long value) {
        int mask = mask();
        int hash = hash(hi, lo);
        int gap = hash & mask;
        while (cells[2 * gap] != hash || cells[2 * gap + 1] != value) {
            if (cells[2 * gap] == 0) {
                return;
            }
            gap = (gap + 1) & mask;
        }
        size--;
        for (int next = (gap + 1) & mask; cells[2 * next] != 0; next = (next + 1) & mask) {
            int home = (int) cells[2 * next] & mask;
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                cells[2 * gap] = cells[2 * next];
                cells[2 * gap + 1] = cells[2 * next + 1];
                gap = next;
            }
        }
        cells[2 * gap] = 0;
    }

    final int size() {
        return size;
    }

    final void clear() {
        cells = new long[2 * SMALLEST];
        size = 0;
    }

    private int mask() {
        return (cells.length >> 1) - 1;
    }

    /** First word of the cell that holds the id, or of the empty one where it would go. */
    private int cellOf(long hi, long lo, int hash) {
        int mask = mask();
        int cell = hash & mask;
        while (cells[2 * cell] != 0) {
            if (cells[2 * cell] == hash && hiOf(cells[2 * cell + 1]) == hi && loOf(cells[2 * cell + 1]) == lo) {
                break;
            }
            cell = (cell + 1) & mask;
        }
        return 2 * cell;
    }

    /** Makes room for so many ids at once, which is less work than growing again and again. */
    final void reserve(int ids) {
        long length = cells.length;
        while (ids > most(length)) {
            length *= 2;
        }
        if (length > cells.length) {
            grow(length);
        }
    }

    private static long most(long length) {
        return length / 2 / 3 * 2;
    }

    private void grow(long length) {
        long[] old = cells;
        if (length > 1 << 30) {
            throw new IllegalStateException("an index of " + size + " ids cannot grow");
        }
        cells = new long[(int) length];
        int mask = mask();
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0) {
                int cell = (int) old[i] & mask;
                while (cells[2 * cell] != 0) {
                    cell = (cell + 1) & mask;
                }
                cells[2 * cell] = old[i];
                cells[2 * cell + 1] = old[i + 1];
            }
        }
    }

    /** Never 0. Ids are hashed already; the multiplication only keeps hand-made ones, as tests have them, from piling up. */
    private static int hash(long hi, long lo) {
        int hash = (int) ((lo ^ hi) * 0x9E3779B97F4A7C15L >>> 32);
        return hash == 0 ? 1 : hash;
    }
}

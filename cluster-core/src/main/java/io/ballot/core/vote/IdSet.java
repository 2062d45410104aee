package io.ballot.core.vote;

/**
 * The ids of one claim, to find those that come twice: a table of primitives that is used again for the next claim, since a
 * set of objects would cost more than all else that a vote does for a task.
 *
 * <p>Open addressing, at most half full. Clearing is counting on: a cell of an earlier round counts as empty.
 */
final class IdSet {

    private static final int SMALLEST = 64;

    private long[] words = new long[2 * SMALLEST];
    /** The round in which each cell was last filled. */
    private int[] rounds = new int[SMALLEST];

    private int round = 1;
    private int size;

    /** Forgets all, and makes room for that many. */
    void clear(int expected) {
        size = 0;
        if (++round == Integer.MAX_VALUE || expected > rounds.length / 2) {
            allocate(Math.max(rounds.length, Integer.highestOneBit(Math.max(1, expected)) * 4));
        }
    }

    private void allocate(int cells) {
        words = new long[2 * cells];
        rounds = new int[cells];
        round = 1;
    }

    /** @return false if it was there @throws IllegalStateException beyond what was expected */
    boolean add(long hi, long lo) {
        int mask = rounds.length - 1;
        int cell = (int) ((hi ^ lo) * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (rounds[cell] == round) {
            if (words[2 * cell] == hi && words[2 * cell + 1] == lo) {
                return false;
            }
            cell = (cell + 1) & mask;
        }
        if (++size > rounds.length / 2) {
            throw new IllegalStateException(size + " ids where fewer were expected");
        }
        rounds[cell] = round;
        words[2 * cell] = hi;
        words[2 * cell + 1] = lo;
        return true;
    }
}

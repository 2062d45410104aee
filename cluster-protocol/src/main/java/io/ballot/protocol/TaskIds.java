package io.ballot.protocol;

import java.util.Arrays;

/**
 * Many task ids as one packed array: two longs a task, no object per task on the vote path.
 *
 * <p>The array is shared, not copied; nobody writes to it after it was handed over.
 */
public final class TaskIds {

    public static final TaskIds EMPTY = new TaskIds(new long[0]);

    private final long[] words;

    private TaskIds(long[] words) {
        this.words = words;
    }

    /** Wraps {@code words}: hi and lo of the first id, hi and lo of the second, ... */
    public static TaskIds wrap(long[] words) {
        if (words.length % 2 != 0) {
            throw new IllegalArgumentException("packed ids need two longs each, got " + words.length);
        }
        return new TaskIds(words);
    }

    public static TaskIds of(Id128... ids) {
        long[] words = new long[ids.length * 2];
        for (int i = 0; i < ids.length; i++) {
            words[2 * i] = ids[i].hi();
            words[2 * i + 1] = ids[i].lo();
        }
        return new TaskIds(words);
    }

    public int size() {
        return words.length / 2;
    }

    public long hi(int i) {
        return words[2 * i];
    }

    public long lo(int i) {
        return words[2 * i + 1];
    }

    public Id128 get(int i) {
        return new Id128(hi(i), lo(i));
    }

    /** The ids at {@code indexes[0 .. count)}, in that order. */
    public TaskIds select(int[] indexes, int count) {
        long[] picked = new long[count * 2];
        for (int k = 0; k < count; k++) {
            picked[2 * k] = words[2 * indexes[k]];
            picked[2 * k + 1] = words[2 * indexes[k] + 1];
        }
        return new TaskIds(picked);
    }

    /** The packed words, not to be written to. */
    public long[] words() {
        return words;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaskIds ids && Arrays.equals(words, ids.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return size() == 1 ? get(0).toString() : size() + " ids";
    }
}

package io.ballot.core.work;

import java.util.Arrays;

/** A growing list of offsets without boxes. */
final class OffsetList {

    private long[] offsets = new long[64];
    private int size;

    void add(long offset) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
        }
        offsets[size++] = offset;
    }

    long[] toArray() {
        return Arrays.copyOf(offsets, size);
    }
}

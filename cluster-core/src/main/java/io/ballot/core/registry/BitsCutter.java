package io.ballot.core.registry;

import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.SnapshotPart.FilterBits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers the words of one generation that are not zero, and cuts them into parts. */
final class BitsCutter {

    private final List<FilterBits> parts = new ArrayList<>();
    private final int generation;
    private final int[] positions;
    private final long[] words;
    private int count;

    /** @param most words that there can be */
    BitsCutter(int generation, int most) {
        this.generation = generation;
        int room = Math.min(SnapshotPart.MAX_WORDS, most);
        positions = new int[room];
        words = new long[room];
    }

    void add(int position, long word) {
        if (word == 0) {
            return;
        }
        int span = position - positions[0];
        if (count > 0 && span >= SnapshotPart.MAX_SPAN && 2L * count >= span) {
            cut();
        }
        positions[count] = position;
        words[count] = word;
        if (++count == positions.length) {
            cut();
        }
    }

    List<FilterBits> end() {
        if (count > 0) {
            cut();
        }
        return parts;
    }

    private void cut() {
        parts.add(new FilterBits(generation, Arrays.copyOf(positions, count), Arrays.copyOf(words, count)));
        count = 0;
    }
}

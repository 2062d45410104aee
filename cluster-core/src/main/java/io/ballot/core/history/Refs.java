package io.ballot.core.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers for the few values that steps repeat without end: words, nodes, partitions.
 *
 * <p>Bounded, since reasons can hold anything: when it is full, further values are told as {@link #OTHER}.
 */
final class Refs {

    static final int NONE = 0;
    static final int OTHER = 1;

    /** 10,000 partitions and their words, some hundred bytes each: a megabyte at most. */
    private static final int MAX = 16_384;

    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    /** Steps come in runs about one partition, one node, one word: the same object costs no look-up. */
    private @Nullable Object lastValue;

    private int lastRef;

    Refs() {
        values.add(null);
        values.add("(not kept)");
    }

    int of(Object value) {
        if (value != lastValue) {
            lastRef = numbered(value);
            lastValue = value;
        }
        return lastRef;
    }

    private int numbered(Object value) {
        Integer known = numbers.get(value);
        if (known != null) {
            return known;
        }
        if (values.size() == MAX) {
            return OTHER;
        }
        values.add(value);
        numbers.put(value, values.size() - 1);
        return values.size() - 1;
    }

    /** The number of a value that was given one before, or {@link #NONE}. */
    int known(Object value) {
        return numbers.getOrDefault(value, NONE);
    }

    /** The value behind a number if it is of that type, else null. */
    <T> @Nullable T maybe(int ref, Class<T> type) {
        Object value = values.get(ref);
        return type.isInstance(value) ? type.cast(value) : null;
    }
}

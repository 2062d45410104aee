package io.ballot.core.registry;

import com.google.common.hash.BloomFilter;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.SnapshotPart.FilterBits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One generation of the filter: a Guava {@link BloomFilter} that only ever gains bits (I13).
 *
 * <p>Where the words are not at hand, bits from elsewhere are kept aside until the filter is next asked. Guava can join whole
 * filters only, at the cost of a pass over all words; a transfer comes as a hundred parts, and this makes it one pass, not a
 * hundred.
 */
final class Generation {

    private static final long ROOM = 3;

    /** Ids that wait to be added together; two words each. */
    private static final int LATER_MAX = 1 << 20;

    private final List<FilterBits> pending = new ArrayList<>();
    private long[] later = {};
    private int laterCount;
    private final IdKey key = new IdKey();
    private BloomFilter<IdKey> filter;
    /** The same filter's words, null where Guava does not give them. */
    private @Nullable FilterWords maybeWords;

    private long added;
    private boolean touched;

    Generation(FilterParams params) {
        filter = create(params);
        maybeWords = FilterWords.maybeOf(filter);
    }

    /**
     * A filter with more room and fewer probes than the smallest one of that error rate. Each probe of an addition is a
     * memory access that waits for the one before it, and additions are most of a vote's cost: at 1e-6, 9 probes and 4.9
     * bytes a task instead of 20 and 3.6.
     *
     * <p>Guava makes the smallest filter for the numbers it is given, half full with as many probes as its error rate has
     * halvings. Asked for {@link #ROOM} times the tasks it is less full at ours, {@code 1 - 2^(-1/ROOM)}, and that to the
     * power of the probes is the error rate.
     */
    private static BloomFilter<IdKey> create(FilterParams params) {
        double filled = 1 - StrictMath.pow(2, -1.0 / ROOM);
        double probes = Math.max(1, Math.ceil(StrictMath.log(params.errorRate()) / StrictMath.log(filled)));
        return BloomFilter.create(IdKey.Words.INSTANCE, ROOM * params.expectedTasks(), StrictMath.pow(2, -probes));
    }

    /** The id will be asked for, and perhaps added, soon. */
    void fetch(long hi, long lo) {
        FilterWords words = settled();
        if (words != null) {
            words.fetch(hi, lo);
        }
    }

    boolean mightContain(long hi, long lo) {
        FilterWords words = settled();
        return words == null ? filter.mightContain(key.set(hi, lo)) : words.mightContain(hi, lo);
    }

    /** Returns whether the id was certainly not in before. */
    boolean add(long hi, long lo) {
        FilterWords words = settled();
        boolean fresh = words == null ? filter.put(key.set(hi, lo)) : words.put(hi, lo);
        if (fresh) {
            added++;
            touched = true;
        }
        return fresh;
    }

    /**
     * As {@link #add}, for one of very many of which nobody asks whether they were in: they are gathered until the filter
     * is next asked for anything.
     */
    void addLater(long hi, long lo) {
        if (maybeWords == null) {
            add(hi, lo);
            return;
        }
        if (laterCount == LATER_MAX) {
            settled();
        }
        if (2 * laterCount == later.length) {
            later = Arrays.copyOf(later, Math.max(1024, 2 * later.length));
        }
        later[2 * laterCount] = hi;
        later[2 * laterCount + 1] = lo;
        laterCount++;
        touched = true;
    }

    /** @throws IllegalArgumentException when the bits do not fit this filter's shape */
    void join(FilterBits bits) {
        int words = FilterImage.wordsOf(filter);
        for (int position : bits.positions()) {
            if (position < 0 || position >= words) {
                throw new IllegalArgumentException("word " + position + " of generation " + bits.generation()
                        + " lies outside a filter of " + words + " words");
            }
        }
        if (bits.positions().length != bits.words().length) {
            throw new IllegalArgumentException("generation " + bits.generation() + " came with "
                    + bits.positions().length + " positions for " + bits.words().length + " words");
        }
        if (bits.positions().length > 0) {
            touched = true;
            if (maybeWords == null) {
                pending.add(bits);
            } else {
                settled();
                maybeWords.join(bits);
            }
        }
    }

    void join(Generation other) {
        if (!other.isEmpty()) {
            filter().putAll(other.filter());
            added += other.added();
            touched = true;
        }
    }

    boolean isEmpty() {
        return !touched;
    }

    /** Ids added here, as counted by whoever added most; joined bits are not counted. */
    long added() {
        settled();
        return added;
    }

    void atLeastAdded(long count) {
        settled();
        added = Math.max(added, count);
    }

    /** Ids in it as its fill tells, joined ones too. Costs nothing: Guava counts its bits as it sets them. */
    long fill() {
        boolean saturated = filter().expectedFpp() >= 1; // Guava's estimate has no answer then
        return saturated ? Long.MAX_VALUE : filter().approximateElementCount();
    }

    /** How many are set; a pass over all words. */
    long bits() {
        long[] count = new long[1];
        forEachWord((position, word) -> count[0] += Long.bitCount(word));
        return count[0];
    }

    /** Hands out the words in their order, zeros too. */
    void forEachWord(WordVisitor visitor) {
        FilterWords words = settled();
        if (words == null) {
            new WordSink() {
                @Override
                void word(int position, long word) {
                    visitor.word(position, word);
                }
            }.drain(filter);
            return;
        }
        for (int i = 0; i < words.length(); i++) {
            visitor.word(i, words.word(i));
        }
    }

    interface WordVisitor {
        void word(int position, long word);
    }

    /** As Guava knows it: all bits in it, and counted. */
    BloomFilter<IdKey> filter() {
        FilterWords words = settled();
        if (words != null) {
            words.count();
        }
        return filter;
    }

    /** All bits in the filter. @return its words */
    private @Nullable FilterWords settled() {
        if (!pending.isEmpty()) {
            FilterImage image = FilterImage.of(filter);
            pending.forEach(image::join);
            pending.clear();
            filter = image.toFilter();
            maybeWords = FilterWords.maybeOf(filter);
        }
        if (laterCount > 0 && maybeWords != null) {
            added += FilterBatch.add(maybeWords, later, laterCount);
            laterCount = 0;
            later = new long[0];
        }
        return maybeWords;
    }
}

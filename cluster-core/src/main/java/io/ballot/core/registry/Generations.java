package io.ballot.core.registry;

import io.ballot.protocol.FilterParams;
import io.ballot.protocol.SnapshotPart.FilterBits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filter: a current generation that gains ids, and the one before it (R5). An id is a member if either has it.
 *
 * <p>Only {@link #rotate} ever lets bits go. Where two memories number their generations differently, bits move to a newer
 * generation, never out: being remembered for too long costs a doubt, being forgotten too early costs a double grant.
 */
final class Generations {

    private final FilterParams params;
    private int number;
    private Generation current;
    private @Nullable Generation maybePrevious;

    Generations(FilterParams params) {
        this.params = params;
        current = new Generation(params);
    }

    /** The id will be asked for, and perhaps added, soon. */
    void fetch(long hi, long lo) {
        current.fetch(hi, lo);
    }

    boolean mightContain(long hi, long lo) {
        return current.mightContain(hi, lo) || (maybePrevious != null && maybePrevious.mightContain(hi, lo));
    }

    /** Adds to the current generation; returns whether no generation had it. */
    boolean add(long hi, long lo) {
        boolean fresh = current.add(hi, lo);
        return fresh && (maybePrevious == null || !maybePrevious.mightContain(hi, lo));
    }

    /** Adds to the current generation, for an id whose membership is known. */
    void keep(long hi, long lo) {
        current.add(hi, lo);
    }

    /** As {@link #keep}, for one of very many: they are added together when the filter is next asked. */
    void keepLater(long hi, long lo) {
        current.addLater(hi, lo);
    }

    /** Joins bits into the generation they name; into the nearest that exists where it is no longer or not yet there. */
    void join(FilterBits bits) {
        target(bits.generation()).join(bits);
    }

    private Generation target(int generation) {
        if (generation >= number) {
            return current;
        }
        if (maybePrevious == null) {
            maybePrevious = new Generation(params);
        }
        return maybePrevious;
    }

    /** The generation that bits of that number would be joined into, null if it does not exist yet. */
    @Nullable
    Generation maybeTarget(int generation) {
        return generation >= number ? current : maybePrevious;
    }

    /** Begins generation {@code to}; returns whether that dropped one. */
    boolean rotate(int to) {
        boolean dropped = maybePrevious != null;
        maybePrevious = current;
        current = new Generation(params);
        number = to;
        return dropped;
    }

    /** Takes over another memory's numbering, without letting a bit go. */
    void alignTo(int to) {
        if (to > number) {
            if (maybePrevious != null) {
                current.join(maybePrevious);
            }
            maybePrevious = current.isEmpty() ? null : current;
            current = new Generation(params);
        } else if (to < number && maybePrevious != null) {
            current.join(maybePrevious);
            maybePrevious = null;
        }
        number = to;
    }

    /**
     * Whether the current generation is full, by count or by fill, and rotating would relieve it: what is remembered
     * exactly is carried over, and a filter that is mostly that would rotate without end.
     */
    boolean needsRotation(long carriedOver) {
        long full = Math.max(params.expectedTasks(), 2 * carriedOver);
        return current.added() >= full || current.fill() >= full;
    }

    FilterParams params() {
        return params;
    }

    int number() {
        return number;
    }

    Generation current() {
        return current;
    }

    @Nullable
    Generation maybePrevious() {
        return maybePrevious;
    }

    /** How many are set, of all generations; a pass over all words. */
    long bits() {
        return current.bits() + (maybePrevious == null ? 0 : maybePrevious.bits());
    }

    /** Oldest first. */
    List<GenerationStats> stats() {
        List<GenerationStats> stats = new ArrayList<>(2);
        if (maybePrevious != null) {
            stats.add(GenerationStats.of(number - 1, maybePrevious));
        }
        stats.add(GenerationStats.of(number, current));
        return stats;
    }
}

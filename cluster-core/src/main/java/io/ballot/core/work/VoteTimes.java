package io.ballot.core.work;

import java.util.Arrays;
import java.util.List;

/**
 * How long this node's tasks waited for the leader's first answer to their vote, as counts in fixed buckets: nothing is
 * allocated on the vote path, and the counts of several nodes can be added.
 */
final class VoteTimes {

    /** Upper bounds in ms, each inclusive; one more bucket holds everything above the last. */
    static final List<Integer> BOUNDS_MS = List.of(
            0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 2000, 5000,
            10_000, 30_000);

    private final long[] counts = new long[BOUNDS_MS.size() + 1];

    /** Adds {@code tasks} that were answered together. */
    void add(long waitedMs, int tasks) {
        int bucket = 0;
        while (bucket < BOUNDS_MS.size() && waitedMs > BOUNDS_MS.get(bucket)) {
            bucket++;
        }
        counts[bucket] += tasks;
    }

    WorkStatus.Votes status() {
        return new WorkStatus.Votes(BOUNDS_MS, Arrays.stream(counts).boxed().toList());
    }
}

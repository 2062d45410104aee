package io.ballot.benchmarks.throughput;

import java.util.ArrayList;
import java.util.List;

/**
 * How fast a group's commits move: (time, records committed) at each change seen.
 *
 * <p>The first third of the records is for warming up: a node's compilers have seconds of work at first. What counts is from the first commit after it to the last one
 * before the end: between two commits, so that neither the start of a process nor the wait for the last commit's interval
 * is in it.
 */
final class Pace {

    private static final double WARM_UP = 1.0 / 3;

    /** @param committed records, over all partitions */
    record Sample(long nanos, long committed) {}

    private final long total;
    private final List<Sample> samples = new ArrayList<>();

    Pace(long total) {
        this.total = total;
    }

    void sample(long nanos, long committed) {
        if (samples.isEmpty() || samples.get(samples.size() - 1).committed() != committed) {
            samples.add(new Sample(nanos, committed));
        }
    }

    boolean isDone() {
        return !samples.isEmpty() && samples.get(samples.size() - 1).committed() >= total;
    }

    boolean isWarm() {
        return !samples.isEmpty() && samples.get(samples.size() - 1).committed() >= total * WARM_UP;
    }

    Sample first() {
        for (Sample sample : samples) {
            if (sample.committed() >= total * WARM_UP) {
                return sample;
            }
        }
        throw new IllegalStateException("no commit after the warm-up");
    }

    Sample last() {
        for (int i = samples.size() - 1; i >= 0; i--) {
            if (samples.get(i).committed() < total) {
                return samples.get(i);
            }
        }
        throw new IllegalStateException("no commit before the end");
    }

    /** @throws IllegalStateException if there were too few commits to measure between */
    double tasksPerSecond() {
        double seconds = (last().nanos() - first().nanos()) / 1e9;
        if (seconds <= 0) {
            throw new IllegalStateException(
                    "it ended before it could be measured: more tasks are needed (--tasks): " + samples);
        }
        return (last().committed() - first().committed()) / seconds;
    }

    /** As {@code [ms since the first, committed]}. */
    List<long[]> samples() {
        return samples.stream()
                .map(s -> new long[] {(s.nanos() - samples.get(0).nanos()) / 1_000_000, s.committed()})
                .toList();
    }
}

package io.ballot.benchmarks.throughput;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What one subject did in all rounds.
 *
 * @param name as in the table
 * @param rounds one a round
 */
record Measured(String name, List<Round> rounds) {

    /**
     * @param cpuMicrosPerTask processor time of the measured processes (garbage collection and compiler included) after the
     *     warm-up
     */
    record Round(double tasksPerSecond, double cpuMicrosPerTask, List<long[]> samples) {}

    Measured(String name) {
        this(name, new ArrayList<>());
    }

    double medianRate() {
        return median(rates());
    }

    double lowestRate() {
        return Collections.min(rates());
    }

    double highestRate() {
        return Collections.max(rates());
    }

    double medianCpuMicros() {
        return median(rounds.stream().map(Round::cpuMicrosPerTask).toList());
    }

    private List<Double> rates() {
        return rounds.stream().map(Round::tasksPerSecond).toList();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** This one's rate by the other's, round by round: what a slow minute of the machine does to both cancels out. */
    double medianRatioTo(Measured other) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            ratios.add(rounds.get(i).tasksPerSecond() / other.rounds.get(i).tasksPerSecond());
        }
        return median(ratios);
    }
}

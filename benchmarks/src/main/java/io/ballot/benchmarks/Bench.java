package io.ballot.benchmarks;

import io.ballot.benchmarks.throughput.Throughput;
import io.ballot.benchmarks.throughput.ThroughputOptions;
import java.util.ArrayList;
import java.util.List;

/** What {@code dev/bench.sh} runs: the benchmarks that are named, or all of them. */
public final class Bench {

    private static final String USAGE = """
            usage: dev/bench.sh [NAME...] [OPTIONS]
              throughput   no-op tasks through one and three nodes, as a ratio to a bare Kafka consumer
            options of throughput:
            """ + ThroughputOptions.USAGE;

    private Bench() {}

    /** Exit codes: 0 done, 1 a benchmark failed, 2 wrong use. */
    public static void main(String[] args) throws Exception {
        List<String> options = new ArrayList<>(List.of(args));
        if (options.contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        options.remove("throughput"); // the only one so far, so the default too
        ThroughputOptions throughput;
        try {
            throughput = ThroughputOptions.parse(options);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(USAGE);
            System.exit(2);
            return;
        }
        new Throughput(throughput).run();
    }
}

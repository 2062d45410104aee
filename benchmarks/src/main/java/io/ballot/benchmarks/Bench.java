package io.ballot.benchmarks;

import io.ballot.benchmarks.recovery.RecoveryBench;
import io.ballot.benchmarks.recovery.RecoveryOptions;
import io.ballot.benchmarks.throughput.Throughput;
import io.ballot.benchmarks.throughput.ThroughputOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code dev/bench.sh} runs: the benchmarks that are named, or all of them. */
public final class Bench {

    private static final String USAGE = """
            usage: dev/bench.sh [NAME...], or dev/bench.sh NAME OPTIONS
              throughput   no-op tasks through one and three nodes, as a ratio to a bare Kafka consumer
              recovery     what a killed node needs to know again what it knew, as a ratio to reading its file
            options of throughput:
            """ + ThroughputOptions.USAGE + """
            options of recovery:
            """ + RecoveryOptions.USAGE;

    private static final Map<String, Parser> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("throughput", options -> new Throughput(ThroughputOptions.parse(options))::run);
        BY_NAME.put("recovery", options -> new RecoveryBench(RecoveryOptions.parse(options))::run);
    }

    private Bench() {}

    /** One benchmark, ready to run. */
    private interface Run {
        void run() throws Exception;
    }

    private interface Parser {
        /** @throws IllegalArgumentException with one line for the user */
        Run parse(List<String> options);
    }

    /** Exit codes: 0 done, 1 a benchmark failed, 2 wrong use. */
    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        List<Run> runs;
        try {
            runs = parse(List.of(args));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(USAGE);
            System.exit(2);
            return;
        }
        for (Run run : runs) {
            run.run();
        }
    }

    private static List<Run> parse(List<String> arguments) {
        List<String> names = new ArrayList<>();
        List<String> options = new ArrayList<>(arguments);
        while (!options.isEmpty() && !options.get(0).startsWith("--")) {
            names.add(options.remove(0));
        }
        if (names.size() != 1 && !options.isEmpty()) {
            throw new IllegalArgumentException("options go with one benchmark, named before them");
        }
        List<Run> runs = new ArrayList<>();
        for (String name : names.isEmpty() ? BY_NAME.keySet() : names) {
            Parser parser = BY_NAME.get(name);
            if (parser == null) {
                throw new IllegalArgumentException(
                        "there is no benchmark '" + name + "'; there are " + String.join(", ", BY_NAME.keySet()));
            }
            runs.add(parser.parse(options));
        }
        return runs;
    }
}

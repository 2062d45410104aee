package io.ballot.benchmarks.throughput;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * How the benchmark is to be run.
 *
 * @param tasks records of the topic, all there before the first round
 * @param rounds how often each subject is measured, in turns
 * @param named whether each task has an id of its own (header {@code task-id}), or is named by its record
 * @param nodes how many nodes, for each way to run Ballot
 * @param beside {@code key=value} of a node's configuration, each with clusters of its own beside those without it
 * @param jvm further options of the JVMs that are measured, for profilers
 */
public record ThroughputOptions(
        int tasks, int rounds, boolean named, List<Integer> nodes, List<String> beside, List<String> jvm) {

    public static final String USAGE = """
              --tasks N     records of the topic (6000000)
              --rounds N    rounds; the median counts (3)
              --named       each task has an id of its own; default: named by its record
              --nodes N,N   sizes of the cluster, 0 for the bare consumer alone (1,3)
              --beside K=V  each cluster a second time, with that key of its configuration; again and again
              --jvm OPTION  one more option of the measured JVMs; again and again
            """;

    /** @throws IllegalArgumentException with one line for the user */
    public static ThroughputOptions parse(List<String> arguments) {
        int tasks = 6_000_000;
        int rounds = 3;
        boolean named = false;
        List<Integer> nodes = List.of(1, 3);
        List<String> beside = new ArrayList<>();
        List<String> jvm = new ArrayList<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--tasks" -> tasks = positive(option, rest);
                case "--rounds" -> rounds = positive(option, rest);
                case "--named" -> named = true;
                case "--nodes" -> nodes = sizes(value(option, rest));
                case "--beside" -> beside.add(setting(value(option, rest)));
                case "--jvm" -> jvm.add(value(option, rest));
                default -> throw new IllegalArgumentException("unknown argument '" + option + "'");
            }
        }
        return new ThroughputOptions(tasks, rounds, named, nodes, List.copyOf(beside), List.copyOf(jvm));
    }

    private static String setting(String text) {
        if (text.indexOf('=') < 1) {
            throw new IllegalArgumentException("--beside takes key=value, not '" + text + "'");
        }
        return text;
    }

    private static List<Integer> sizes(String list) {
        List<Integer> sizes = new ArrayList<>();
        for (String size : list.split(",", -1)) {
            int count = number("--nodes", size);
            if (count > 0) {
                sizes.add(count);
            }
        }
        return List.copyOf(sizes);
    }

    private static int positive(String option, Iterator<String> rest) {
        int number = number(option, value(option, rest));
        if (number < 1) {
            throw new IllegalArgumentException(option + " must be positive");
        }
        return number;
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " takes a number, not '" + text + "'", e);
        }
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }
}

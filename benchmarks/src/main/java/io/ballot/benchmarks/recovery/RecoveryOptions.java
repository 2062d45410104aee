package io.ballot.benchmarks.recovery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * How the benchmark is to be run.
 *
 * @param tasks that the memory remembers
 * @param since for each case, how many of these stand in the journal as changes, made after the last whole memory was written
 * @param rounds how often each case is recovered, each time in a new process
 */
public record RecoveryOptions(int tasks, List<Integer> since, int rounds) {

    public static final String USAGE = """
              --tasks N     tasks that are remembered (10000000)
              --since N     of these, granted and executed after the last whole memory was written; again and again for
                            several cases (none, and as many as there can be: the best case and the worst)
              --rounds N    rounds of each case, each in a new process; the median counts (9)
            """;

    /** @throws IllegalArgumentException with one line for the user */
    public static RecoveryOptions parse(List<String> arguments) {
        int tasks = 10_000_000;
        List<Integer> since = new ArrayList<>();
        int rounds = 9;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--tasks" -> tasks = number(option, rest, 1);
                case "--since" -> since.add(number(option, rest, 0));
                case "--rounds" -> rounds = number(option, rest, 1);
                default -> throw new IllegalArgumentException("unknown argument '" + option + "'");
            }
        }
        if (since.isEmpty()) {
            since.add(0);
            since.add(Math.min(tasks, KilledNode.tasksBetweenCheckpoints()));
        }
        if (Collections.max(since) > tasks) {
            throw new IllegalArgumentException("--since cannot be above --tasks");
        }
        return new RecoveryOptions(tasks, List.copyOf(since), rounds);
    }

    private static int number(String option, Iterator<String> rest, int least) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        String text = rest.next();
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least) {
            throw new IllegalArgumentException(option + " takes a number from " + least + " on, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}

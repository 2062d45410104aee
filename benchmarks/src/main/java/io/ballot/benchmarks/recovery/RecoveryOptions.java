package io.ballot.benchmarks.recovery;

import java.util.Iterator;
import java.util.List;

/**
 * How the benchmark is to be run.
 *
 * @param tasks that the memory remembers
 * @param since of these, how many stand in the journal as changes, made after the last whole memory was written
 * @param rounds how often it is recovered, each time in a new process
 */
public record RecoveryOptions(int tasks, int since, int rounds) {

    public static final String USAGE = """
              --tasks N     tasks that are remembered (10000000)
              --since N     of these, granted and executed after the last whole memory was written (500000)
              --rounds N    rounds, each in a new process; the median counts (5)
            """;

    /** @throws IllegalArgumentException with one line for the user */
    public static RecoveryOptions parse(List<String> arguments) {
        int tasks = 10_000_000;
        int since = 500_000;
        int rounds = 5;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--tasks" -> tasks = number(option, rest, 1);
                case "--since" -> since = number(option, rest, 0);
                case "--rounds" -> rounds = number(option, rest, 1);
                default -> throw new IllegalArgumentException("unknown argument '" + option + "'");
            }
        }
        if (since > tasks) {
            throw new IllegalArgumentException("--since cannot be above --tasks");
        }
        return new RecoveryOptions(tasks, since, rounds);
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

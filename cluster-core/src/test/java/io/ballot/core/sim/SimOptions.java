package io.ballot.core.sim;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@code dev/sim.sh}.
 *
 * @param histories how many seeds are run
 * @param seed the first of them
 * @param without what is taken away, empty for nothing
 * @param scenario part of the names of the scripted scenarios to run, or {@code list}; empty for seeds
 * @param threads seeds that are run side by side
 */
record SimOptions(long histories, long seed, String without, String scenario, int threads, boolean list, boolean help) {

    static final String USAGE = """
            usage: dev/sim.sh [--histories N] [--seed S] [--threads T]
                   dev/sim.sh --without WHAT [--histories N] [--seed S]
                   dev/sim.sh --list
                   dev/sim.sh --scenario NAME | list
              --histories N   runs so many seeds (default 500; 1 with --seed; 2000 with --without)
              --seed S        the first of them (default 1); a single one tells its last steps when it goes wrong
              --threads T     seeds run side by side (default: one a processor)
              --without WHAT  takes a rule (R8) or one sentence of it (R8.claim) away, or each sentence in turn (each);
                              a violation must be found then, and the exit code is 1 if there is none; with --scenario
                              it is the scenarios that must notice
              --list          what can be taken away
              --scenario NAME runs the scripted scenarios whose name contains NAME; list: says which there are
            Exit codes: 0 as it should be, 1 not so, 2 wrong use.""";

    private static final long HISTORIES_DEFAULT = 500;
    private static final long BUDGET_DEFAULT = 2_000;

    /** @throws IllegalArgumentException that says what is wrong */
    static SimOptions parse(String... args) {
        ArrayDeque<String> left = new ArrayDeque<>(Arrays.asList(args));
        long histories = 0;
        long seed = 0;
        long threads = Runtime.getRuntime().availableProcessors();
        String without = "";
        String scenario = "";
        boolean list = false;
        boolean help = false;
        while (!left.isEmpty()) {
            String option = left.remove();
            switch (option) {
                case "--histories" -> histories = positive(option, left.poll());
                case "--seed" -> seed = positive(option, left.poll());
                case "--threads" -> threads = positive(option, left.poll());
                case "--without" -> without = value(option, left.poll());
                case "--scenario" -> scenario = value(option, left.poll());
                case "--list" -> list = true;
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        if (histories == 0) {
            histories = !without.isEmpty() ? BUDGET_DEFAULT : seed > 0 ? 1 : HISTORIES_DEFAULT;
        }
        return new SimOptions(histories, Math.max(1, seed), without, scenario, (int) Math.min(64, threads), list, help);
    }

    private static String value(String option, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return value;
    }

    private static long positive(String option, @Nullable String text) {
        String value = value(option, text);
        try {
            long number = Long.parseLong(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for zero
        }
        throw new IllegalArgumentException(option + " needs a whole number above 0, not '" + value + "'");
    }
}

package io.ballot.fuzz;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@code dev/fuzz.sh}.
 *
 * @param inputs how many are tried over all targets
 * @param seed of the first
 * @param target the name of the only one, empty for all
 * @param file an input to try instead, empty for none
 */
record FuzzOptions(long inputs, long seed, String target, String file, boolean help) {

    static final String USAGE = """
            usage: dev/fuzz.sh [--inputs N] [--seed S] [--target NAME]
                   dev/fuzz.sh --target NAME --file FILE
              --inputs N     tries so many inputs in all, shared out over the targets (default 10000000)
              --seed S       the first seed of each target (default 1)
              --target NAME  one of: %s
              --file FILE    tries the very bytes of a file, as a finding leaves them
            Exit codes: 0 as it should be, 1 not so, 2 wrong use.""".formatted(String.join(", ", FuzzTargets.NAMES));

    private static final long INPUTS_DEFAULT = 10_000_000;

    /** @throws IllegalArgumentException that says what is wrong */
    static FuzzOptions parse(String... args) {
        ArrayDeque<String> left = new ArrayDeque<>(Arrays.asList(args));
        long inputs = INPUTS_DEFAULT;
        long seed = FuzzRun.FIRST_SEED;
        String target = "";
        String file = "";
        boolean help = false;
        while (!left.isEmpty()) {
            String option = left.remove();
            switch (option) {
                case "--inputs" -> inputs = positive(option, left.poll());
                case "--seed" -> seed = positive(option, left.poll());
                case "--target" -> target = value(option, left.poll());
                case "--file" -> file = value(option, left.poll());
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        if (!file.isEmpty() && target.isEmpty()) {
            throw new IllegalArgumentException("--file needs a --target");
        }
        return new FuzzOptions(inputs, seed, target, file, help);
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

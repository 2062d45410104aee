package io.ballot.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tries one target with a row of seeds. The first input that breaks a promise ends it: it is written to a file, and said with
 * its seed.
 */
public final class FuzzRun {

    /** Where the row of seeds starts unless told otherwise: the inputs of every build are the same. */
    public static final long FIRST_SEED = 1;

    private final FuzzTarget target;
    private final Path findings;

    /** @param findings a directory for inputs that break a promise; made when there is one */
    public FuzzRun(FuzzTarget target, Path findings) {
        this.target = target;
        this.findings = findings;
    }

    /** @param bytes of all inputs together */
    public record Tally(String target, long understood, long refused, long bytes, long millis) {

        public long inputs() {
            return understood + refused;
        }

        @Override
        public String toString() {
            return String.format(
                    "%-16s %9d inputs: %d understood, %d refused; %d per second",
                    target, inputs(), understood, refused, inputs() * 1_000 / Math.max(1, millis));
        }
    }

    /** Inputs of seeds {@code seed} to {@code seed + inputs - 1}. @throws Finding at the first broken promise */
    public Tally run(long seed, long inputs) throws Finding {
        long[] answers = new long[FuzzTarget.Answer.values().length];
        long bytes = 0;
        long begin = System.nanoTime();
        for (long i = 0; i < inputs; i++) {
            byte[] input = target.make(new FuzzRandom(seed + i));
            bytes += input.length;
            answers[check(seed + i, input).ordinal()]++;
        }
        return new Tally(target.name(), answers[0], answers[1], bytes, (System.nanoTime() - begin) / 1_000_000);
    }

    /** @param seed for the message */
    FuzzTarget.Answer check(long seed, byte[] input) throws Finding {
        try {
            return target.check(input);
        } catch (Exception | Error e) { // whatever it is: nothing but an answer was promised
            throw new Finding(target.name(), seed, keep(seed, input), e);
        }
    }

    private Path keep(long seed, byte[] input) {
        Path file = findings.resolve(target.name() + "-" + seed + ".bin");
        try {
            Files.createDirectories(findings);
            return Files.write(file, input);
        } catch (IOException e) {
            // The seed makes the same input again, so nothing is lost.
            return Path.of(file + " (which could not be written: " + e.getMessage() + ")");
        }
    }

    /** An input that breaks a promise. */
    public static final class Finding extends Exception {
        private static final long serialVersionUID = 1L;

        Finding(String target, long seed, Path file, Throwable cause) {
            super(
                    target + ", seed " + seed + ", input in " + file + ": " + cause + "\n  again: dev/fuzz.sh --target "
                            + target + " --seed " + seed + " --inputs 1",
                    cause);
        }
    }
}

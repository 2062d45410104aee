package io.ballot.core.sim;

import io.ballot.core.NodeMachine;

/** Runs seeds, one after the other. */
final class Simulator {

    private Simulator() {}

    /** @throws InvariantViolation that names the seed */
    static SimResult run(long seed) {
        return new SimCluster(seed, NodeMachine::new).run();
    }

    /**
     * Arguments: the first seed and how many; without them one hundred from 1. Goes on after a violation; the last line says
     * how many histories, events and violations there were, and the exit code is 1 if there was any violation.
     */
    public static void main(String[] args) {
        long first = args.length > 0 ? Long.parseLong(args[0]) : 1;
        long count = args.length > 1 ? Long.parseLong(args[1]) : args.length > 0 ? 1 : 100;
        boolean brief = count > 1;
        Coverage coverage = new Coverage();
        long events = 0;
        long violations = 0;
        for (long seed = first; seed < first + count; seed++) {
            try {
                SimResult result = run(seed);
                events += result.events();
                coverage.add(result.coverage());
            } catch (InvariantViolation violation) {
                violations++;
                String text = violation.getMessage();
                System.out.println(brief ? text.lines().findFirst().orElse(text) : text);
                Throwable cause = violation.getCause() == null
                        ? null
                        : violation.getCause().getCause();
                if (cause != null && !brief) {
                    cause.printStackTrace(System.out);
                }
            }
        }
        System.out.println(coverage);
        System.out.println(count + " histories, " + events + " events, " + violations + " violations");
        if (violations > 0) {
            System.exit(1);
        }
    }
}

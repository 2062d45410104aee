package io.ballot.core.sim;

import io.ballot.core.NodeMachine;

/** Runs one seed. */
final class Simulator {

    private Simulator() {}

    /** @throws InvariantViolation that names the seed */
    static SimResult run(long seed) {
        return new SimCluster(seed, NodeMachine::new).run();
    }

    /** What was violated, in one line; empty if nothing was. Text, since its callers may know other classes than these. */
    static String violationOf(long seed) {
        try {
            run(seed);
            return "";
        } catch (InvariantViolation violation) {
            return violation.getMessage().lines().findFirst().orElse("no word");
        }
    }
}

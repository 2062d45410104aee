package io.ballot.core.sim;

/** I3: never two executions of one task at the same time. Lives here honour their leases within the margin. */
final class NeverTwoAtOnce extends Invariant {

    NeverTwoAtOnce(SimCluster cluster) {
        super("I3", cluster);
    }

    @Override
    void onRunStarted(Run run) {
        for (Run other : cluster.effects.runs(run.id)) {
            if (other != run && !other.isOver() && cluster.plan.has(FaultKind.CLOCK_BEYOND_BOUND)) {
                other.excused = true;
            } else if (other != run && !other.isOver() && !other.excused) {
                throw broken(run + " starts while another runs: " + other);
            }
        }
    }
}

package io.ballot.core.sim;

import io.ballot.core.Event.CheckWord;
import io.ballot.core.Event.Ending;
import io.ballot.protocol.Id128;

/** Tasks as the seed's plan draws them; the check reads the effect log, and sometimes cannot tell, or lies. */
final class DrawnWork implements SimWork {

    private final SimCluster cluster;

    DrawnWork(SimCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public long takesMs(Run run, SimRandom random) {
        long takesMs = random.between(1, 60);
        if (cluster.happens(FaultKind.TASK_SLOW, cluster.plan.taskTrouble)) {
            takesMs += random.between(300, 5_000);
        }
        if (cluster.happens(FaultKind.TASK_VERY_SLOW, cluster.plan.taskTrouble / 4)) {
            takesMs += random.between(5_000, 16_000);
        }
        return takesMs;
    }

    @Override
    public Ending ending(Run run) {
        if (cluster.happens(FaultKind.TASK_FAILED, cluster.plan.taskTrouble)) {
            return Ending.FAILED;
        }
        return cluster.happens(FaultKind.TASK_FAILED_FOR_GOOD, cluster.plan.taskTrouble / 4)
                ? Ending.PERMANENT
                : Ending.SUCCESS;
    }

    @Override
    public long effectAfterMs(Run run, long takesMs, SimRandom random) {
        return random.between(0, takesMs);
    }

    @Override
    public CheckWord check(Id128 id) {
        if (cluster.happens(FaultKind.CHECK_UNKNOWN, cluster.plan.taskTrouble)) {
            return CheckWord.UNKNOWN;
        }
        if (cluster.happens(FaultKind.CHECK_FAILED, cluster.plan.taskTrouble)) {
            return CheckWord.ERROR;
        }
        boolean lies = cluster.happens(FaultKind.CHECK_LIES, cluster.plan.taskTrouble / 2);
        if (lies) {
            cluster.effects.liedAbout(id);
        }
        return cluster.effects.wasExecuted(id) == lies ? CheckWord.NOT_EXECUTED : CheckWord.EXECUTED;
    }

    @Override
    public boolean ignoresInterrupt(Run run) {
        return cluster.happens(FaultKind.INTERRUPT_IGNORED, 0.4);
    }
}

package io.ballot.core.sim;

import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.history.StepKind;
import io.ballot.core.history.TaskStep;
import io.ballot.core.work.WorkStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** U3: every task that is doubtful now has a story on its node, which holds its vote and says why. */
final class DoubtsAreTold extends Invariant {

    /** Reading a story is a scan, so not every tick asks for one. */
    private static final int TICKS_BETWEEN = 40;

    private static final Set<StepKind> WHY = EnumSet.of(StepKind.DOUBT, StepKind.BUSY, StepKind.CHECK);

    private int ticks;

    DoubtsAreTold(SimCluster cluster) {
        super("U3", cluster);
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        NodeMachine maybeMachine = process.maybeMachine();
        if (!(event instanceof Event.Tick) || maybeMachine == null || ticks++ % TICKS_BETWEEN != 0) {
            return;
        }
        for (WorkStatus.Doubt doubt :
                maybeMachine.status(process.clock.now()).work().doubts()) {
            List<TaskStep> story = maybeMachine.history().of(doubt.id());
            boolean voted = story.stream().anyMatch(step -> step.kind() == StepKind.VOTED);
            if (!voted || story.stream().noneMatch(step -> WHY.contains(step.kind()))) {
                throw broken(doubt + " has no story that says why: " + story);
            }
        }
    }
}

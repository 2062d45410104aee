package io.ballot.core.work;

import io.ballot.core.Outbox;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells people of doubts that arise and of doubts that are settled: one line for each answer of the leader, since a line
 * for each task would bury everything else when a partition moves.
 */
final class DoubtNews {

    private static final DoubtCause[] CAUSES = DoubtCause.values();

    private final int[] doubtful = new int[CAUSES.length];
    private int waiting;
    private int granted;
    private int executedElsewhere;
    private int checked;
    private boolean any;

    void doubtful(DoubtCause cause) {
        doubtful[cause.ordinal()]++;
        any = true;
    }

    /** Somebody else has it. */
    void waits() {
        waiting++;
        any = true;
    }

    void granted() {
        granted++;
        any = true;
    }

    void executedElsewhere() {
        executedElsewhere++;
        any = true;
    }

    /** Nobody can tell: the queue's check decides. */
    void toBeChecked() {
        checked++;
        any = true;
    }

    /** Tells what was counted, and begins anew. */
    void tell(Outbox outbox, QueuePartition partition) {
        if (!any) {
            return;
        }
        List<String> arisen = new ArrayList<>();
        for (DoubtCause cause : CAUSES) {
            count(arisen, doubtful[cause.ordinal()], "doubtful: " + cause);
            doubtful[cause.ordinal()] = 0;
        }
        count(arisen, waiting, "in other hands");
        List<String> settled = new ArrayList<>();
        count(settled, granted, "granted after all");
        count(settled, executedElsewhere, "executed elsewhere");
        count(settled, checked, "to the queue's check");
        waiting = 0;
        granted = 0;
        executedElsewhere = 0;
        checked = 0;
        any = false;
        if (!arisen.isEmpty()) {
            outbox.info("doubt", partition + ": " + String.join(", ", arisen));
        }
        if (!settled.isEmpty()) {
            outbox.info("resolved", partition + ": " + String.join(", ", settled));
        }
    }

    private static void count(List<String> parts, int tasks, String what) {
        if (tasks > 0) {
            parts.add(tasks + " " + what);
        }
    }
}

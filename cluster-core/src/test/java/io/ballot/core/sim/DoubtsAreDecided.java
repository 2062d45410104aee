package io.ballot.core.sim;

import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.NodeStatus;
import io.ballot.core.work.WorkStatus;
import io.ballot.protocol.QueuePartition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * I12, the second half: a doubt is decided within its deadline once its possible holders have answered or are provably
 * gone. Looked at when everything is mended, since from then on they do, within a lease.
 *
 * <p>Counted anew with every leader, and while the node may not ask: the leader that a doubt waits for has to be there.
 */
final class DoubtsAreDecided extends Invariant {

    /** A status is made of all that a node has in hand, so not every tick asks for one. */
    private static final int TICKS_BETWEEN = 10;

    /** A task that somebody runs, at its slowest. */
    private static final long HELD_MS = 15_000;

    /** Of a doubt about a task that another record's claim holds: it may stand in a long line, as long as that moves. */
    private static final String HELD = "held elsewhere";

    private record Record(QueuePartition partition, long offset) {}

    /** What one process has open, in one epoch. */
    private static final class Open {
        final long epoch;
        Map<Record, Long> sinceMs = new HashMap<>();

        Open(long epoch) {
            this.epoch = epoch;
        }
    }

    private final Map<SimProcess, Open> open = new HashMap<>();
    private final Map<String, Long> startedMs = new HashMap<>();
    private int ticks;

    DoubtsAreDecided(SimCluster cluster) {
        super("I12", cluster);
    }

    @Override
    void onRunStarted(Run run) {
        startedMs.put(run.partition.queue(), cluster.heap.now());
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        NodeMachine machine = process.maybeMachine();
        if (cluster.isHealed() && event instanceof Event.Tick && machine != null && ticks++ % TICKS_BETWEEN == 0) {
            look(process, machine.status(process.clock.now()));
        }
    }

    void look(SimProcess process, NodeStatus status) {
        if (!status.role().consumes() || status.leaseLeftMs() <= 0) {
            open.remove(process);
            return;
        }
        Open before = open.get(process);
        if (before == null || before.epoch != status.epoch()) {
            before = new Open(status.epoch());
            open.put(process, before);
        }
        Map<Record, Long> now = new HashMap<>();
        for (WorkStatus.Doubt doubt : status.work().doubts()) {
            Record record = new Record(doubt.partition(), doubt.offset());
            long sinceMs = before.sinceMs.getOrDefault(record, cluster.heap.now());
            if (doubt.reason().equals(HELD)) {
                sinceMs = Math.max(
                        sinceMs, startedMs.getOrDefault(doubt.partition().queue(), 0L));
            }
            now.put(record, sinceMs);
            if (cluster.heap.now() - sinceMs > boundMs(process)) {
                throw broken(process + " has not decided " + doubt + " for " + (cluster.heap.now() - sinceMs) + " ms");
            }
        }
        before.sinceMs = now;
    }

    private long boundMs(SimProcess process) {
        long deadlineMs = cluster.plan
                .config(process.life, process.store, process.life.life())
                .doubtDeadlineMs();
        return SimPlan.TIMES.goneAfterMs() + deadlineMs + HELD_MS;
    }
}

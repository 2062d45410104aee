package io.ballot.core.sim;

import io.ballot.core.CoreConfig;
import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.NodeStatus;
import io.ballot.core.vote.LeaderStatus;
import io.ballot.core.work.WorkStatus;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * I12, the first half: every queue is within its bound. The bounds that production has are far beyond a simulated load, so
 * most are held to what the load can need at most: one place a record, and a doubt's reservation an id.
 */
final class QueuesAreBounded extends Invariant {

    /** A status is made of all that a node has in hand, so not every tick asks for one. */
    private static final int TICKS_BETWEEN = 40;

    /** A mark, an end, a release and a stop. */
    private static final int REPORTS_PER_RECORD = 4;

    private int ticks;

    QueuesAreBounded(SimCluster cluster) {
        super("I12", cluster);
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        NodeMachine machine = process.maybeMachine();
        if (event instanceof Event.Tick && machine != null && ticks++ % TICKS_BETWEEN == 0) {
            look(process, machine.status(process.clock.now()));
        }
    }

    void look(SimProcess process, NodeStatus status) {
        CoreConfig config = cluster.plan.config(process.life, process.store, process.life.life());
        int records = 0;
        Set<Object> ids = new HashSet<>();
        for (SimLog log : cluster.kafka.everyLog()) {
            records += log.records().size();
            log.records().forEach(record -> ids.add(record.id()));
        }
        // What one more poll of each partition brings comes on top: a full queue pauses what is fetched next.
        int prefetched = config.queues().values().stream()
                .mapToInt(queue -> queue.prefetchMax() * 2 * cluster.plan.partitions)
                .sum();
        int doubtful = status.work().queues().values().stream()
                .mapToInt(WorkStatus.Queue::doubtful)
                .sum();
        within(process, "tasks in doubt", doubtful, Math.min(records, config.doubtQueueMax() + prefetched));
        within(process, "open reports", status.work().openReports(), REPORTS_PER_RECORD * records);
        LeaderStatus reign = status.maybeReign();
        if (reign != null) {
            within(process, "reserved ids", reign.openDoubts(), ids.size());
            within(process, "votes at the ceilings", reign.waitingAtCeilings(), 10_000);
        }
    }

    private void within(SimProcess process, String what, int size, int most) {
        if (size > most) {
            throw broken(process + " has " + size + " " + what + ", more than " + most);
        }
    }
}

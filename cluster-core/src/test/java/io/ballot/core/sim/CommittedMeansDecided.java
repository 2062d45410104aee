package io.ballot.core.sim;

import io.ballot.core.Event;
import io.ballot.core.Event.CheckWord;
import io.ballot.core.QueuePolicy.Check;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.QueuePartition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * I5: what lies below a committed offset was executed, or dropped by evidence or a check, or dead-lettered or parked, or
 * never existed. Evidence is of the same id, so it is the id that is looked at.
 */
final class CommittedMeansDecided extends Invariant {

    private final Set<Id128> droppedByCheck = new HashSet<>();
    /** As leaders have told their members: a commit may arrive when nobody lives any more. */
    private final Set<Id128> droppedUnasked = new HashSet<>();

    CommittedMeansDecided(SimCluster cluster) {
        super("I5", cluster);
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        if (event instanceof Event.CheckAnswered answer && answer.word() == CheckWord.EXECUTED) {
            droppedByCheck.add(
                    cluster.kafka.log(answer.partition()).at(answer.offset()).id());
        }
    }

    @Override
    void onSend(SimProcess from, NodeId to, Envelope envelope) {
        if (envelope.message() instanceof Message.Replicate replicate) {
            replicate.entries().forEach(entry -> {
                if (entry instanceof Entry.Changes changes) {
                    noteDrops(changes);
                }
            });
        }
    }

    private void noteDrops(Entry.Changes changes) {
        for (int i = 0; i < changes.ids().size(); i++) {
            if (Outcome.of(changes.outcomes()[i]) == Outcome.DROPPED_BY_CHECK) {
                droppedUnasked.add(changes.ids().get(i));
            }
        }
    }

    @Override
    void onCommitted(SimProcess by, QueuePartition partition, long from, long to) {
        if (to < from) {
            throw broken(by + " sets the committed offset of " + partition + " back from " + from + " to " + to);
        }
        List<SimLog.SimRecord> records = cluster.kafka.log(partition).read(from, to, Integer.MAX_VALUE);
        for (SimLog.SimRecord record : records) {
            if (!isDecided(partition, record.id())) {
                throw broken(by + " committed " + to + " of " + partition + ", but " + record + " is undecided: "
                        + cluster.effects.runs(record.id()));
            }
        }
    }

    private boolean isDecided(QueuePartition partition, Id128 id) {
        return cluster.effects.succeeded(id)
                || cluster.kafka.hasSideRecord(id)
                || droppedByCheck.contains(id)
                || (cluster.plan.queues.get(partition.queue()).check() == Check.NEVER
                        && (droppedUnasked.contains(id) || wasDropped(id)));
    }

    /** A queue whose check is "never" drops without asking anybody; the ledger knows. */
    private boolean wasDropped(Id128 id) {
        for (SimProcess process : cluster.processes()) {
            if (process.maybeMachine() != null) {
                Registry registry = process.maybeMachine().registry();
                long slot = registry.find(id.hi(), id.lo());
                Outcome current = slot == Registry.ABSENT ? Outcome.NONE : registry.outcome(slot);
                if (current == Outcome.DROPPED_BY_CHECK
                        || registry.recentOutcome(id.hi(), id.lo()) == Outcome.DROPPED_BY_CHECK) {
                    return true;
                }
            }
        }
        return false;
    }
}

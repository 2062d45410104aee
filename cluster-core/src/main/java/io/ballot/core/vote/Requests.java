package io.ballot.core.vote;

import io.ballot.core.registry.Registry;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What nodes say for the sake of their tasks, the leader's own node like any other: that they live and what they consume,
 * what they want to vote on, what they are in doubt of and know of others' doubts, how tasks went and what is committed.
 *
 * <p>Whether such a process is a member is not asked here: a vote is answered to whoever asks in this epoch, and only its
 * lease lets it start anything.
 */
final class Requests {

    private final Registry registry;
    private final Replication replication;
    private final Ceilings ceilings;
    private final Proofs proofs;
    private final Ballots ballots;
    private final ProgressBook progress;
    private final Resolver resolver;
    private final SortedMap<NodeId, List<QueuePartition>> consumers = new TreeMap<>();

    Requests(
            Registry registry,
            Replication replication,
            Ceilings ceilings,
            Proofs proofs,
            Ballots ballots,
            ProgressBook progress,
            Resolver resolver) {
        this.registry = registry;
        this.replication = replication;
        this.ceilings = ceilings;
        this.proofs = proofs;
        this.ballots = ballots;
        this.progress = progress;
        this.resolver = resolver;
    }

    /** Partitions that each node says it consumes (E7). */
    SortedMap<NodeId, List<QueuePartition>> consumers() {
        return Collections.unmodifiableSortedMap(consumers);
    }

    /** @param leads whether a view is stored: before that nothing is answered that rests on what this leader knows */
    void onMessage(Life life, Message message, boolean leads) {
        if (message instanceof Message.Heartbeat heartbeat) {
            consumers.put(life.node(), heartbeat.owned());
            if (leads) {
                heartbeat.owned().forEach(partition -> ceilings.consumed(registry.marks(partition)));
            }
            proofs.onHeartbeat(life, heartbeat.number());
        } else if (message instanceof Message.Evidence evidence) {
            resolver.onEvidence(life, evidence);
        } else if (leads) {
            onTasksMessage(life, message);
        }
    }

    private void onTasksMessage(Life life, Message message) {
        if (message instanceof Message.Vote vote) {
            vote.requests().forEach(request -> ballots.vote(life, request));
        } else if (message instanceof Message.Resolve resolve) {
            if (resolve.claim().size() > 0 && ceilings.admits(resolve.claim())) {
                resolver.onResolve(life, resolve);
            }
        } else if (message instanceof Message.Progress reports) {
            reports.reports().forEach(report -> progress.onReport(life, report));
        } else if (message instanceof Message.Committed committed) {
            committed.offsets().forEach(this::onCommitted);
        }
    }

    private void onCommitted(Message.CommittedOffset offset) {
        if (registry.marks(offset.partition()).committed() < offset.offset()) {
            replication.append(new Entry.Committed(offset.partition(), offset.offset()));
        }
    }

    /** It consumes nothing any more. */
    void onGoodbye(Life life) {
        consumers.remove(life.node());
    }
}

package io.ballot.core;

import io.ballot.core.history.TaskHistory;
import io.ballot.core.member.Membership;
import io.ballot.core.member.Role;
import io.ballot.core.registry.Registry;
import io.ballot.core.vote.Leadership;
import io.ballot.core.work.Workload;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Position;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One node, whole: its place in the cluster, its tasks and, while it leads, its reign.
 *
 * <p>This class only passes things on: an event to the collaborator that it concerns, a message to the one that may take
 * it in this epoch (R1). Messages to itself are handled after the event at hand.
 */
public final class NodeMachine implements Machine {

    /** Rounds of local messages after one event: a vote on a lone node takes four; far more than that is a loop. */
    private static final int ROUNDS_MAX = 1000;

    private final Outbox outbox;
    private final Membership membership;
    private final Workload workload;
    private final Leaving leaving;
    private @Nullable Leadership maybeReign;

    /**
     * @param maybeRecovery what its journal tells, for a store that continues; null for a new one
     */
    public NodeMachine(CoreConfig config, @Nullable Recovery maybeRecovery) {
        outbox = new Outbox(config);
        Registry registry = maybeRecovery == null
                ? new Registry(config.filter(), config.recentOutcomesMax())
                : maybeRecovery.registry();
        if (maybeRecovery != null) {
            outbox.continueFrom(maybeRecovery);
        }
        membership = new Membership(outbox, registry);
        workload = new Workload(outbox, membership);
        leaving = new Leaving(outbox, membership, workload);
    }

    @Override
    public void on(Event event, long nowMs, Consumer<Command> out) {
        outbox.begin(nowMs, out);
        handle(event);
        drainLocal();
        endReignIfOver();
    }

    @Override
    public void flush(long nowMs, Consumer<Command> out) {
        outbox.begin(nowMs, out);
        boolean more = true;
        for (int round = 0; more; round++) {
            if (round == ROUNDS_MAX) {
                throw new IllegalStateException("messages to itself do not come to an end");
            }
            workload.flush();
            drainLocal();
            if (maybeReign != null) {
                maybeReign.flush();
                endReignIfOver();
            }
            more = drainLocal();
        }
    }

    private void handle(Event event) {
        if (leaving.isOver()) {
            return; // It has said goodbye: not a word more.
        }
        if (event instanceof Event.Received received) {
            receive(received.envelope());
        } else if (event instanceof Event.Tick) {
            tick();
        } else if (event instanceof Event.SessionChanged changed) {
            membership.onSession(changed.session());
            if (maybeReign != null) {
                maybeReign.onSession(changed.session());
            }
        } else if (event instanceof Event.MembersChanged changed) {
            membership.onMembers(changed);
            if (maybeReign != null) {
                maybeReign.onMembers();
            }
        } else if (event instanceof Event.LinkLost lost) {
            membership.loss().onLinkLost(lost.life());
        } else if (event instanceof Event.AddressProbed probed) {
            membership.loss().onProbed(probed);
        } else if (event instanceof Event.Nominated nominated) {
            membership.onNominated(nominated.nominated());
        } else if (event instanceof Event.ClusterRead read) {
            membership.onClusterRead(read);
        } else if (event instanceof Event.EpochClaimed claimed) {
            onEpochClaimed(claimed);
        } else if (event instanceof Event.GuardedDone done) {
            membership.onGuardedDone(done);
            if (maybeReign != null) {
                maybeReign.onGuardedDone(done);
            }
        } else if (event instanceof Event.EndsRead ends) {
            if (maybeReign != null) {
                maybeReign.onEnds(ends);
            }
        } else if (event instanceof Event.Journaled journaled) {
            outbox.journal().onJournaled(journaled.upTo());
            membership.replica().onJournaled();
        } else if (event instanceof Event.JournalFailed failed) {
            onJournalFailed(failed.reason());
        } else if (event instanceof Event.StopAsked) {
            leaving.onStopAsked();
        } else if (event instanceof Event.ConsumptionStopped) {
            leaving.onConsumptionStopped();
        } else if (!workload.on(event) && !(event instanceof Event.KafkaFailed)) {
            throw new IllegalArgumentException("nobody takes " + event);
        }
    }

    /** What is not on file is not acknowledged, so the others will go on without this node; it finishes what runs and ends. */
    private void onJournalFailed(String reason) {
        outbox.journal().onFailed(reason);
        outbox.command(new Command.Note(Command.Level.ERROR, "journal", reason));
        if (maybeReign != null) {
            maybeReign.onJournalFailed();
        }
        leaving.onStopAsked();
    }

    private void tick() {
        if (outbox.journal().wantsCheckpoint()) {
            outbox.journal()
                    .write(new JournalRecord.Whole(outbox.promised(), registry().snapshot()));
        }
        membership.onTick(workload.owned());
        workload.onTick();
        if (maybeReign != null) {
            maybeReign.onTick();
        }
        leaving.onTick(maybeReign);
    }

    private void onEpochClaimed(Event.EpochClaimed claimed) {
        ClusterState state = membership.onEpochClaimed(claimed);
        if (state != null) {
            maybeReign = new Leadership(outbox, membership, state);
            maybeReign.onMembers();
        }
    }

    private void endReignIfOver() {
        Leadership reign = maybeReign;
        if (reign != null && (reign.isOver() || !membership.role().leads())) {
            maybeReign = null;
            reign.putOnFile();
            membership.replica().ledWithoutAnswering(reign.unanswered());
            if (membership.role().leads()) {
                outbox.warn("deposed", reign.overBecause());
                if (reign.abdicates()) {
                    membership.abdicate(reign.overBecause(), outbox.config().gatherMs());
                } else {
                    membership.deposed(reign.overBecause());
                }
            }
        }
    }

    private boolean drainLocal() {
        boolean any = false;
        Envelope next = outbox.pollLocal();
        while (next != null) {
            any = true;
            if (next.epoch() == outbox.promised()) {
                deliver(next.sender(), next.message());
            }
            next = outbox.pollLocal();
        }
        return any;
    }

    /** R1: nothing of a lower epoch is accepted, but for what is true in any: that somebody wants to join, or has left. */
    private void receive(Envelope envelope) {
        if (!envelope.cluster().equals(outbox.config().cluster()) || envelope.shard() != 0) {
            return;
        }
        Message message = envelope.message();
        NodeId from = envelope.sender().node();
        boolean ofAnyEpoch = message instanceof Message.Join || message instanceof Message.Goodbye;
        if (envelope.epoch() > outbox.promised()) {
            membership.onHigherEpoch(envelope.epoch());
            endReignIfOver();
        } else if (isOutdated(envelope.epoch()) && !ofAnyEpoch) {
            if (!(message instanceof Message.Fenced)) {
                outbox.send(from, new Message.Fenced());
            }
            return;
        }
        deliver(envelope.sender(), message);
    }

    private boolean isOutdated(long epoch) {
        return epoch < outbox.promised();
    }

    private void deliver(Life from, Message message) {
        membership.departures().heard(from);
        if (maybeReign != null) {
            maybeReign.onMessage(from, message);
        }
        if (message instanceof Message.Goodbye) {
            membership.onGoodbye(from);
        } else if (message instanceof Message.PreVote question) {
            membership.loss().onQuestion(from, question);
        } else if (message instanceof Message.PreVoted answer) {
            membership.loss().onAnswer(from, answer);
        } else if (isLeadersOwn(from)) {
            workload.onMessage(from, message);
            if (message instanceof Message.Lease lease) {
                membership.following().onLease(from, lease);
            }
        } else {
            fromLeader(from, message);
        }
    }

    private boolean isLeadersOwn(Life from) {
        return membership.role().leads() && from.equals(outbox.config().self());
    }

    /** What only the leader of the promised epoch says; a node that leads that epoch itself takes none of it. */
    private void fromLeader(Life from, Message message) {
        if (membership.role().leads() || membership.departures().hasLeft(from)) {
            return;
        }
        if (message instanceof Message.Promise promise) {
            membership.following().onPromise(from, promise.known());
        } else if (message instanceof Message.SnapshotAck ack) {
            membership.replica().onSnapshotAck(ack);
        } else if (message instanceof Message.Snapshot part) {
            // Only who is syncing is pushed to: a leader that has abdicated may still get what a member was giving it.
            if (membership.role() == Role.SYNCING) {
                membership.following().onLeaderHeard(from);
                membership.replica().onPushed(from, part);
            }
        } else if (message instanceof Message.Replicate replicate) {
            membership.replica().onReplicate(from, replicate);
            membership.following().onEntries();
        } else if (message instanceof Message.ViewChanged changed) {
            membership.following().onViewChanged(from, changed.view());
        } else if (message instanceof Message.Lease lease) {
            membership.following().onLease(from, lease);
        } else if (message instanceof Message.Probe probe) {
            membership.following().onLeaderHeard(from);
            if (outbox.isPromiseKept()) {
                outbox.send(from.node(), new Message.ProbeAck(probe.round()));
            }
        } else {
            workload.onMessage(from, message);
        }
    }

    // ---- what others ask

    public NodeStatus status(long nowMs) {
        return new NodeStatus(
                membership.role(),
                outbox.promised(),
                membership.maybeLeader(),
                membership.maybeView(),
                membership.lease().untilMs() - nowMs,
                membership.replica().appliedSeq(),
                membership.zooKeeperConnected(),
                membership.book().list(),
                membership.book().known(),
                registry().ledgerSize(),
                registry().filterStats(),
                workload.status(),
                maybeReign == null ? null : maybeReign.status());
    }

    /** The state machines of this node, by name, with the moves that they have made. */
    public Collection<Arrows<?>> arrows() {
        return outbox.arrows();
    }

    public Role role() {
        return membership.role();
    }

    public long epoch() {
        return outbox.promised();
    }

    /** What this node remembers of single tasks. */
    public TaskHistory history() {
        return outbox.history();
    }

    /** Where its memory stands in the order that made it. */
    public Position place() {
        return membership.replica().trail().end();
    }

    /** The last entry in the leader's order that this node's memory holds; the last one issued, for the leader itself. */
    public long appliedSeq() {
        return maybeReign == null ? membership.replica().appliedSeq() : maybeReign.lastSeq();
    }

    public Registry registry() {
        return membership.replica().registry();
    }
}

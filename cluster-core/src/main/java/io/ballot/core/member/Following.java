package io.ballot.core.member;

import io.ballot.core.Outbox;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.Position;
import io.ballot.protocol.View;

/**
 * What a member hears of its leader, and what its silence comes to: the way from a promise over syncing to following, the
 * suspension while nothing is heard, and being cut off.
 *
 * <p>A leader hears its own answers to its own heartbeats here too, as its members do; nothing else of it comes here.
 */
public final class Following {

    private final Outbox outbox;
    private final Place place;
    private final Election election;
    private final ConsumptionGate gate;
    private final LeaseKeeper lease;
    private final Replica replica;
    private final Candidacy candidacy;
    private final LeaderLoss loss;
    private final Suspension suspension;

    Following(
            Outbox outbox,
            Place place,
            Election election,
            ConsumptionGate gate,
            LeaseKeeper lease,
            Replica replica,
            Candidacy candidacy,
            LeaderLoss loss) {
        this.outbox = outbox;
        this.place = place;
        this.election = election;
        this.gate = gate;
        this.lease = lease;
        this.replica = replica;
        this.candidacy = candidacy;
        this.loss = loss;
        this.suspension = new Suspension(outbox);
    }

    /** The claimant of the epoch asks for this node's promise and its state, as far as it is not at {@code known} itself. */
    public void onPromise(Life leader, Position known) {
        onLeaderHeard(leader);
        candidacy.leaderZkAge(0); // it has just written there; what its predecessor said last says nothing of it
        lease.hasten();
        if (!leader.node().equals(outbox.self())) {
            place.observe("leader " + leader.node() + " asks for a promise");
            place.become(Role.SYNCING, "epoch " + outbox.promised() + " is promised to " + leader.node());
        }
        replica.give(leader.node(), known);
    }

    /** A view is stored: with this node, which follows if it has synced, or without it. */
    public void onViewChanged(Life from, View view) {
        if (view.epoch() != outbox.promised() || place.role().leads()) {
            return;
        }
        place.leaderIs(from.node());
        place.viewIs(view);
        lease.heard();
        loss.heard(from);
        lease.use(view.times().leaseMs(), view.times().leaseMarginMs());
        gate.seed(view.hashSeed());
        boolean holds = view.holds(outbox.config().store());
        if (holds && place.role() == Role.SYNCING && replica.isSynced()) {
            place.become(Role.FOLLOWER, "in the view of " + from.node());
            lease.hasten();
            election.readNow(); // so that it need not be read when this leader says goodbye
        } else if (!holds && isMember()) {
            place.observe("cut off by " + from.node());
        }
    }

    /** A heartbeat is answered. */
    public void onLease(Life from, Message.Lease answer) {
        heard(from);
        lease.onLease(answer);
        candidacy.leaderZkAge(answer.zkAgeMs());
        if (isMember() && !answer.inSync()) {
            place.observe("cut off by " + from.node());
        } else if (place.role() == Role.SUSPENDED) {
            suspension.answered(answer.seq());
            resumeIfCaughtUp();
        }
    }

    private boolean isMember() {
        return place.role() == Role.FOLLOWER || place.role() == Role.SUSPENDED;
    }

    /** A part of a snapshot or a probe came from the leader: it is at work. */
    public void onLeaderHeard(Life from) {
        heard(from);
        lease.heard();
    }

    private void heard(Life leader) {
        place.leaderIs(leader.node());
        loss.heard(leader);
        election.leaderSeen();
    }

    /** Entries came from the leader. */
    public void onEntries() {
        lease.heard();
        if (place.role() == Role.SUSPENDED) {
            resumeIfCaughtUp();
        }
    }

    private void resumeIfCaughtUp() {
        if (suspension.isCaughtUp(replica.appliedSeq())) {
            place.become(Role.FOLLOWER, "the leader answers again");
        }
    }

    /** Somebody has said goodbye; where it is the leader, its members go on at once. */
    void onGoodbye(Life life) {
        if (life.node().equals(place.maybeLeader())) {
            loss.onGoodbye(life);
            if (place.role() == Role.SYNCING || place.role() == Role.OBSERVER) {
                place.leaderIsUnknown();
                place.observe("leader " + life.node() + " left");
            }
        }
    }

    /** What the time since the leader was last heard means for one that syncs, follows or is suspended. */
    void onTick() {
        long cutoffMs = outbox.config().cutoffMs();
        if (place.role() == Role.SYNCING && lease.silentMs() >= outbox.config().gatherMs() + cutoffMs) {
            place.observe("leader " + place.maybeLeader() + " is silent");
        } else if (place.role() == Role.FOLLOWER && lease.silentMs() >= cutoffMs) {
            suspension.begin();
            place.become(Role.SUSPENDED, "leader " + place.maybeLeader() + " is silent");
        } else if (place.role() == Role.SUSPENDED && suspension.isOver(place.maybeView())) {
            place.observe("no answer within the grace time");
        }
    }
}

package io.ballot.core.member;

import io.ballot.core.Arrows;
import io.ballot.core.Outbox;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.View;
import org.jspecify.annotations.Nullable;

/**
 * This node's place in its cluster: the role, the leader and the view as far as it was told, and whether it is about to
 * leave. Nothing else remembers a role, and the legal moves are the table in {@link Role}.
 *
 * <p>It is changed from three sides. {@link Candidacy} takes it on the way to an epoch of its own, until that is claimed.
 * {@link Following} takes it by what it hears of another's: promised, followed, suspended, cut off ({@link LeaderLoss} reads
 * that it was). All else is {@link Membership}'s: what a reign comes to, a higher epoch, an orderly stop. Who is not of this
 * package only asks.
 */
final class Place {

    private final Outbox outbox;
    private final Arrows<Role> arrows;
    private final Election election;
    private final ConsumptionGate gate;
    private final LeaseKeeper lease;
    private Role role = Role.OBSERVER;
    private @Nullable NodeId maybeLeader;
    private @Nullable View maybeView;
    private boolean leaving;

    Place(Outbox outbox, Election election, ConsumptionGate gate, LeaseKeeper lease) {
        this.outbox = outbox;
        this.arrows = outbox.arrows("role", Role.MOVES);
        this.election = election;
        this.gate = gate;
        this.lease = lease;
    }

    Role role() {
        return role;
    }

    /** Takes a role, if it is another one. @throws IllegalStateException if no move leads there */
    void become(Role next, String why) {
        if (role == next) {
            return;
        }
        arrows.take(role, next);
        outbox.info("role", role + " -> " + next + " in epoch " + outbox.promised() + ": " + why);
        role = next;
        updateGate();
    }

    /** Back to observing, from whatever it was; the time without a leader begins now. */
    void observe(String why) {
        if (role != Role.OBSERVER) {
            become(Role.OBSERVER, why);
            election.leaderSeen();
        }
    }

    /** What the role and the lease mean for the consumer groups. To be told now and then, since a lease ends by itself. */
    void updateGate() {
        gate.update(role, lease.isValid());
    }

    /** Whoever leads the promised epoch, as far as this node was told. */
    @Nullable
    NodeId maybeLeader() {
        return maybeLeader;
    }

    void leaderIs(NodeId leader) {
        maybeLeader = leader;
    }

    void leaderIsUnknown() {
        maybeLeader = null;
    }

    /** The newest that this node was told, or has read while nobody told it. */
    @Nullable
    View maybeView() {
        return maybeView;
    }

    /** @param view null where none was ever stored */
    void viewIs(@Nullable View view) {
        maybeView = view;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** No more elections: this node is about to stop. */
    void leave() {
        leaving = true;
    }
}

package io.ballot.core.member;

import io.ballot.core.ClusterState;
import io.ballot.core.Event;
import io.ballot.core.Outbox;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A node as a member of its cluster: gives each event to whom it concerns in the role that the node has, and answers all
 * others what that role is.
 *
 * <p>What the role means for a leader is in {@code vote}, for the tasks in {@code work}; both ask here. Who changes it is said
 * in {@link Place}. The copy of the cluster's memory belongs to {@link Replica}.
 */
public final class Membership {

    /** A node that was deposed does not stand again before. */
    private static final long STAND_AGAIN_MS = 300;

    private final Outbox outbox;
    private final Election election;
    private final ConsumptionGate gate;
    private final LeaseKeeper lease;
    private final Place place;
    private final Replica replica;
    private final ViewComparison comparison;
    private final MemberBook book = new MemberBook();
    private final Candidacy candidacy;
    private final Joining joining;
    private final Departures departures;
    private final LeaderLoss loss;
    private final Following following;

    public Membership(Outbox outbox, Registry registry) {
        this.outbox = outbox;
        this.election = new Election(outbox);
        this.gate = new ConsumptionGate(outbox);
        this.lease = new LeaseKeeper(outbox);
        this.place = new Place(outbox, election, gate, lease);
        this.replica = new Replica(outbox, registry);
        this.comparison = new ViewComparison(outbox);
        this.candidacy = new Candidacy(outbox, place, election, lease);
        this.departures = new Departures(outbox, book);
        this.joining = new Joining(outbox, book, departures);
        this.loss = new LeaderLoss(outbox, place, candidacy, election, lease, book, departures);
        this.following = new Following(outbox, place, election, gate, lease, replica, candidacy, loss);
    }

    // ---- what others ask

    public Role role() {
        return place.role();
    }

    public LeaseKeeper lease() {
        return lease;
    }

    public Replica replica() {
        return replica;
    }

    /** Whoever leads the promised epoch, as far as this node was told. */
    public @Nullable NodeId maybeLeader() {
        return place.maybeLeader();
    }

    public @Nullable View maybeView() {
        return place.maybeView();
    }

    /** The member znodes that exist, and what they have shown so far. */
    public MemberBook book() {
        return book;
    }

    /** Who is gone although its member znode stands. */
    public Departures departures() {
        return departures;
    }

    /** What becomes of a leader's loss before ZooKeeper has found it. */
    public LeaderLoss loss() {
        return loss;
    }

    /** What this node hears of its leader. */
    public Following following() {
        return following;
    }

    public SortedMap<NodeId, Member> members() {
        return book.members();
    }

    /** Whether votes, marks and starts may be asked for now. */
    public boolean works() {
        return place.role().consumes() && lease.isValid() && place.maybeLeader() != null;
    }

    public boolean zooKeeperConnected() {
        return election.isConnected();
    }

    // ---- what a reign comes to, an orderly stop

    /** This process does not lead any more, or failed to: back to observing. */
    public void deposed(String why) {
        place.leaderIsUnknown();
        place.observe(why);
        election.standDown(STAND_AGAIN_MS);
    }

    /** Gives up the election znode and does not stand again before {@code waitMs} (a leader that lost its peers). */
    public void abdicate(String why, long waitMs) {
        deposed(why);
        election.standDown(waitMs);
    }

    /** The claimed epoch has gathered, its view is stored; or, later in the reign, another one is. */
    public void lead(View view) {
        place.viewIs(view);
        if (place.role() != Role.GATHERING) {
            return;
        }
        place.become(Role.LEADER, "view stored with " + view.inSync());
        gate.seed(view.hashSeed());
        place.updateGate();
    }

    /** No more records, no more elections; see {@link #leave}. */
    public void beginLeaving() {
        place.leave();
        gate.close();
    }

    public void leaveGroups() {
        gate.leave();
    }

    public boolean groupsLeft() {
        return gate.isOff();
    }

    /** Out of the election queue, for good. */
    public void leave() {
        place.leave();
        election.standDown(Long.MAX_VALUE / 4);
    }

    // ---- events

    public void onSession(Event.Session session) {
        election.onSession(session);
    }

    public void onMembers(Event.MembersChanged changed) {
        book.update(changed);
        departures.onMembers();
    }

    public void onNominated(boolean nominated) {
        election.onNominated(nominated);
        if (nominated) {
            election.readNow();
        }
    }

    /** What ZooKeeper stores, as this node had asked; answers to older questions are passed over. */
    public void onClusterRead(Event.ClusterRead read) {
        if (!election.onRead(read, replica.knownEpoch())) {
            return;
        }
        ClusterState state = read.state();
        View view = state.maybeView();
        if (view != null && state.epoch() >= outbox.promised()) {
            comparison.compare(view);
            if (place.role() == Role.OBSERVER || place.role() == Role.CANDIDATE) {
                place.viewIs(view);
            }
            lease.use(view.times().leaseMs(), view.times().leaseMarginMs());
        }
        candidacy.onRead();
        loss.onRead(state);
    }

    /** @return the state read after the epoch write, if this was this node's claim and still stands; else null */
    public @Nullable ClusterState onEpochClaimed(Event.EpochClaimed claimed) {
        if (!candidacy.isWon(claimed)) {
            return null;
        }
        newEpoch(claimed.epoch());
        place.leaderIs(outbox.self());
        place.viewIs(claimed.state().maybeView());
        place.become(Role.GATHERING, "epoch " + claimed.epoch() + " is claimed");
        return claimed.state();
    }

    public void onGuardedDone(Event.GuardedDone done) {
        election.onGuardedDone(done);
        candidacy.onGuardedDone(done);
    }

    /** A message or an answer told of a higher epoch: whatever this node was in the older one is over (R1). */
    public void onHigherEpoch(long epoch) {
        newEpoch(epoch);
        place.leaderIsUnknown();
        place.observe("epoch " + epoch + " was seen");
        joining.putOff();
    }

    private void newEpoch(long epoch) {
        outbox.promise(epoch);
        replica.newEpoch();
        loss.forget();
    }

    /** A member that leaves is not to be waited for; where it is the leader, its members go on at once. */
    public void onGoodbye(Life life) {
        departures.onGoodbye(life);
        following.onGoodbye(life);
    }

    public void onTick(SortedSet<QueuePartition> owned) {
        replica.onTick(place.role(), place.maybeLeader());
        departures.onTick();
        loss.pump();
        switch (place.role()) {
            case OBSERVER -> observeOrStand();
            case CANDIDATE -> candidacy.onTick();
            case SYNCING, SUSPENDED -> following.onTick();
            case FOLLOWER -> {
                candidacy.giveWay();
                election.standIfAllowed(place.maybeView());
                following.onTick();
            }
            case GATHERING, LEADER -> {
                election.leaderSeen();
                election.standIfAllowed(place.maybeView());
            }
        }
        candidacy.beginIfDue();
        NodeId leader = place.maybeLeader();
        if (leader != null) {
            lease.beat(leader, replica.appliedSeq(), List.copyOf(owned));
        }
        place.updateGate();
    }

    private void observeOrStand() {
        if (place.isLeaving()) {
            return;
        }
        election.poll();
        election.standIfAllowed(place.maybeView());
        joining.ask(place.maybeLeader(), place.maybeView());
    }
}

package io.ballot.core.member;

import io.ballot.core.Arrows;
import io.ballot.core.ClusterState;
import io.ballot.core.Event;
import io.ballot.core.Outbox;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A node's role, and the one place that changes it.
 *
 * <p>What the role means for a leader is in {@code vote}, for the tasks in {@code work}; both ask here. The copy of the
 * cluster's memory belongs to {@link Replica}.
 */
public final class Membership {

    /** A node that was deposed does not stand again before. */
    private static final long STAND_AGAIN_MS = 300;

    private final Outbox outbox;
    private final Arrows<Role> arrows;
    private final Election election;
    private final ConsumptionGate gate;
    private final LeaseKeeper lease;
    private final Replica replica;
    private final ViewComparison comparison;
    private final MemberBook book = new MemberBook();
    private final Candidacy candidacy;
    private final Joining joining;
    private final Suspension suspension;
    private final Departures departures;
    private final LeaderLoss loss;
    private Role role = Role.OBSERVER;
    private @Nullable NodeId maybeLeader;
    private @Nullable View maybeView;
    private boolean leaving;

    public Membership(Outbox outbox, Registry registry) {
        this.outbox = outbox;
        this.arrows = outbox.arrows("role", Role.MOVES);
        this.election = new Election(outbox);
        this.gate = new ConsumptionGate(outbox);
        this.lease = new LeaseKeeper(outbox);
        this.replica = new Replica(outbox, registry);
        this.comparison = new ViewComparison(outbox);
        this.candidacy = new Candidacy(outbox, election, lease);
        this.departures = new Departures(outbox, book);
        this.joining = new Joining(outbox, book, departures);
        this.suspension = new Suspension(outbox);
        this.loss = new LeaderLoss(outbox, this, election);
    }

    // ---- what others ask

    public Role role() {
        return role;
    }

    public LeaseKeeper lease() {
        return lease;
    }

    public Replica replica() {
        return replica;
    }

    /** Whoever leads the promised epoch, as far as this node was told. */
    public @Nullable NodeId maybeLeader() {
        return maybeLeader;
    }

    public @Nullable View maybeView() {
        return maybeView;
    }

    /** The member znodes that exist, and what they have shown so far. */
    public MemberBook book() {
        return book;
    }

    public Departures departures() {
        return departures;
    }

    /** What becomes of a leader's loss before ZooKeeper has found it. */
    public LeaderLoss loss() {
        return loss;
    }

    public SortedMap<NodeId, Member> members() {
        return book.members();
    }

    /** Whether votes, marks and starts may be asked for now. */
    public boolean works() {
        return role.consumes() && lease.isValid() && maybeLeader != null;
    }

    public boolean zooKeeperConnected() {
        return election.isConnected();
    }

    // ---- the role

    private void become(Role next, String why) {
        if (role == next) {
            return;
        }
        arrows.take(role, next);
        outbox.info("role", role + " -> " + next + " in epoch " + outbox.promised() + ": " + why);
        role = next;
        gate.update(next, lease.isValid());
    }

    private void observe(String why) {
        if (role != Role.OBSERVER) {
            become(Role.OBSERVER, why);
            election.leaderSeen();
        }
    }

    /** This process does not lead any more, or failed to: back to observing. */
    public void deposed(String why) {
        maybeLeader = null;
        observe(why);
        election.standDown(STAND_AGAIN_MS);
    }

    /** Gives up the election znode and does not stand again before {@code waitMs} (a leader that lost its peers). */
    public void abdicate(String why, long waitMs) {
        deposed(why);
        election.standDown(waitMs);
    }

    /** The claimed epoch has gathered, its view is stored; or, later in the reign, another one is. */
    public void lead(View view) {
        maybeView = view;
        if (role != Role.GATHERING) {
            return;
        }
        become(Role.LEADER, "view stored with " + view.inSync());
        gate.seed(view.hashSeed());
        gate.update(role, lease.isValid());
    }

    /** No more records, no more elections; see {@link #leave}. */
    public void beginLeaving() {
        leaving = true;
        gate.close();
    }

    public void leaveGroups() {
        gate.leave();
    }

    public boolean groupsLeft() {
        return gate.isOff();
    }

    boolean isLeaving() {
        return leaving;
    }

    public void leave() {
        leaving = true;
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
            if (role == Role.OBSERVER || role == Role.CANDIDATE) {
                maybeView = view;
            }
            lease.use(view.times().leaseMs(), view.times().leaseMarginMs());
        }
        if (role == Role.CANDIDATE) {
            candidacy.onRead();
        }
        switch (loss.onRead(state)) {
            case CLAIM -> claim("a majority of the in-sync set has lost the leader");
            case NOT_IN_SYNC -> observe("the stored view is without this node");
            case LEAVE_IT -> {}
        }
    }

    /** On the state as it was last read. */
    void claim(String why) {
        observe("the leader is gone");
        become(Role.CANDIDATE, why);
        candidacy.beginWithClaim();
    }

    /** @return the state read after the epoch write, if this was this node's claim and still stands; else null */
    public @Nullable ClusterState onEpochClaimed(Event.EpochClaimed claimed) {
        if (!election.isClaim(claimed.request()) || role != Role.CANDIDATE || claimed.epoch() <= outbox.promised()) {
            return null;
        }
        outbox.promise(claimed.epoch());
        replica.newEpoch();
        loss.forget();
        maybeLeader = outbox.self();
        maybeView = claimed.state().maybeView();
        become(Role.GATHERING, "epoch " + claimed.epoch() + " is claimed");
        return claimed.state();
    }

    public void onGuardedDone(Event.GuardedDone done) {
        election.onGuardedDone(done);
        if (election.isClaim(done.request()) && role == Role.CANDIDATE) {
            observe("the epoch was not claimed: " + done.result());
        }
    }

    /** A message or an answer told of a higher epoch: whatever this node was in the older one is over (R1). */
    public void onHigherEpoch(long epoch) {
        outbox.promise(epoch);
        replica.newEpoch();
        loss.forget();
        maybeLeader = null;
        observe("epoch " + epoch + " was seen");
        joining.putOff();
    }

    public void onPromise(Life leader) {
        onLeaderHeard(leader);
        candidacy.leaderZkAge(0); // it has just written there; what its predecessor said last says nothing of it
        lease.hasten();
        if (!leader.node().equals(outbox.self())) {
            observe("leader " + leader.node() + " asks for a promise");
            become(Role.SYNCING, "epoch " + outbox.promised() + " is promised to " + leader.node());
        }
        replica.give(leader.node());
    }

    public void onViewChanged(Life from, View view) {
        if (view.epoch() != outbox.promised() || role.leads()) {
            return;
        }
        maybeLeader = from.node();
        maybeView = view;
        lease.heard();
        loss.heard(from);
        lease.use(view.times().leaseMs(), view.times().leaseMarginMs());
        gate.seed(view.hashSeed());
        boolean holds = view.holds(outbox.config().store());
        if (holds && role == Role.SYNCING && replica.isSynced()) {
            become(Role.FOLLOWER, "in the view of " + from.node());
            lease.hasten();
            election.readNow(); // so that it need not be read when this leader says goodbye
        } else if (!holds && (role == Role.FOLLOWER || role == Role.SUSPENDED)) {
            observe("cut off by " + from.node());
        }
    }

    public void onLease(Life from, Message.Lease answer) {
        heard(from);
        lease.onLease(answer);
        candidacy.leaderZkAge(answer.zkAgeMs());
        if (role == Role.FOLLOWER || role == Role.SUSPENDED) {
            if (!answer.inSync()) {
                observe("cut off by " + from.node());
            } else if (role == Role.SUSPENDED) {
                suspension.answered(answer.seq());
                resumeIfCaughtUp();
            }
        }
    }

    /** A part of a snapshot or a probe came from the leader: it is at work. */
    public void onLeaderHeard(Life from) {
        heard(from);
        lease.heard();
    }

    private void heard(Life leader) {
        maybeLeader = leader.node();
        loss.heard(leader);
        election.leaderSeen();
    }

    public void onEntries() {
        lease.heard();
        if (role == Role.SUSPENDED) {
            resumeIfCaughtUp();
        }
    }

    private void resumeIfCaughtUp() {
        if (suspension.isCaughtUp(replica.appliedSeq())) {
            become(Role.FOLLOWER, "the leader answers again");
        }
    }

    /** A member that leaves is not to be waited for; where it is the leader, its members go on at once. */
    public void onGoodbye(Life life) {
        departures.onGoodbye(life);
        if (life.node().equals(maybeLeader)) {
            loss.onGoodbye(life);
            if (role == Role.SYNCING || role == Role.OBSERVER) {
                maybeLeader = null;
                observe("leader " + life.node() + " left");
            }
        }
    }

    public void onTick(SortedSet<QueuePartition> owned) {
        replica.onTick(role, maybeLeader);
        departures.onTick();
        loss.pump();
        switch (role) {
            case OBSERVER -> observeOrStand();
            case CANDIDATE -> {
                if (!candidacy.goOn()) {
                    observe("the nomination was lost");
                }
            }
            case SYNCING -> {
                if (lease.silentMs()
                        >= outbox.config().gatherMs() + outbox.config().cutoffMs()) {
                    observe("leader " + maybeLeader + " is silent");
                }
            }
            case FOLLOWER -> {
                candidacy.giveWay(maybeLeader);
                election.standIfAllowed(maybeView);
                if (lease.silentMs() >= outbox.config().cutoffMs()) {
                    suspension.begin();
                    become(Role.SUSPENDED, "leader " + maybeLeader + " is silent");
                }
            }
            case SUSPENDED -> {
                if (suspension.isOver(maybeView)) {
                    observe("no answer within the grace time");
                }
            }
            case GATHERING, LEADER -> {
                election.leaderSeen();
                election.standIfAllowed(maybeView);
            }
        }
        maybeClaim();
        if (maybeLeader != null) {
            lease.beat(maybeLeader, replica.appliedSeq(), List.copyOf(owned));
        }
        gate.update(role, lease.isValid());
    }

    private void observeOrStand() {
        if (leaving) {
            return;
        }
        election.poll();
        election.standIfAllowed(maybeView);
        joining.ask(maybeLeader, maybeView);
    }

    private void maybeClaim() {
        if (!leaving && candidacy.isDue(role, maybeLeader)) {
            observe("nominated, and no leader serves");
            become(Role.CANDIDATE, "nominated");
            candidacy.begin();
        }
    }
}

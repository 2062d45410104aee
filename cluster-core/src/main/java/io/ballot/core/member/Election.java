package io.ballot.core.member;

import io.ballot.core.ClusterState;
import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Outbox;
import io.ballot.protocol.View;
import org.jspecify.annotations.Nullable;

/**
 * Standing for election and claiming the epoch (R3, E1, E4): ZooKeeper's queue nominates, the guarded write of the epoch
 * decides.
 *
 * <p>Members of the last in-sync set stand at once, since only they start clean; others only after
 * {@code unclean.wait.ms} without a leader. Nobody claims against a leader that gives leases and has ZooKeeper.
 */
final class Election {

    private static final long READ_MS = 500;

    private final Outbox outbox;
    private boolean connected;
    private boolean standing;
    private boolean nominated;
    private long readRequest;
    private long readSentMs = Long.MIN_VALUE / 2;
    private long claimRequest;
    /** Negative until the first look: a process that has just started has not waited for anybody yet. */
    private long noLeaderSinceMs = -1;

    private long standAgainMs = Long.MIN_VALUE / 2;
    private @Nullable ClusterState maybeState;
    private final GoneBack goneBack;

    Election(Outbox outbox) {
        this.outbox = outbox;
        this.goneBack = new GoneBack(outbox);
    }

    void onSession(Event.Session session) {
        connected = session == Event.Session.CONNECTED;
        if (session == Event.Session.EXPIRED) {
            standing = false;
            nominated = false;
        }
    }

    boolean isConnected() {
        return connected;
    }

    @Nullable
    ClusterState maybeState() {
        return maybeState;
    }

    /** Whether a claim of this node could count: it takes an election znode of its own, the first or not. */
    boolean mayClaim() {
        return standing && connected;
    }

    boolean isNominated() {
        return nominated;
    }

    void onNominated(boolean now) {
        nominated = now && standing;
    }

    /** A leader is at work: the time without one begins anew when it is lost. */
    void leaderSeen() {
        noLeaderSinceMs = outbox.now();
    }

    /** Reads the cluster's state now and then while nobody tells it. */
    void poll() {
        if (connected && outbox.now() - readSentMs >= READ_MS) {
            readSentMs = outbox.now();
            readRequest = outbox.nextRequest();
            outbox.command(new Command.ReadCluster(readRequest));
        }
    }

    /** @return whether this answers the last question, with nothing older than {@code knownEpoch} */
    boolean onRead(Event.ClusterRead read, long knownEpoch) {
        if (read.request() != readRequest || goneBack.suspects(read.state(), knownEpoch)) {
            return false;
        }
        maybeState = read.state();
        return true;
    }

    /** Stands, if this node may. @param view the newest that this node knows, null where none was ever stored */
    void standIfAllowed(@Nullable View view) {
        if (noLeaderSinceMs < 0) {
            noLeaderSinceMs = outbox.now();
        }
        if (maybeState == null || !connected || outbox.now() < standAgainMs) {
            return;
        }
        boolean knows = view == null || view.holds(outbox.config().store());
        boolean waited = outbox.now() - noLeaderSinceMs >= outbox.config().uncleanWaitMs();
        if (!standing && (knows || waited)) {
            stand(true);
        }
    }

    /** Gives up its place and goes to the end of the queue, not before {@code waitMs} from now. */
    void standDown(long waitMs) {
        standAgainMs = outbox.now() + waitMs;
        if (standing) {
            stand(false);
        }
    }

    private void stand(boolean stand) {
        standing = stand;
        if (!stand) {
            nominated = false;
        }
        outbox.command(new Command.Stand(stand));
    }

    /** Whether the state was read in that epoch: then its version is known, and the write finds out whether it still stands. */
    boolean hasRead(long epoch) {
        return maybeState != null && maybeState.epoch() == epoch;
    }

    /** Claims the epoch after the one read. The state must have been read since the nomination. */
    void claim() {
        ClusterState state = maybeState;
        if (state == null) {
            throw new IllegalStateException("a claim before the cluster's state was read");
        }
        claimRequest = outbox.nextRequest();
        long epoch = Math.max(state.epoch(), outbox.promised()) + 1;
        outbox.command(new Command.ClaimEpoch(claimRequest, state.epochVersion(), epoch));
    }

    void onGuardedDone(Event.GuardedDone done) {
        goneBack.onGuardedDone(done);
    }

    boolean isClaim(long request) {
        return request == claimRequest;
    }

    /** Whether a fresh read is needed before this nominee may claim. */
    void readNow() {
        readSentMs = Long.MIN_VALUE / 2;
        poll();
    }
}

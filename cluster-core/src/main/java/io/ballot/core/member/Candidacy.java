package io.ballot.core.member;

import io.ballot.core.Outbox;
import io.ballot.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * When a nominee claims the epoch (R3): never against a leader that answers it and has ZooKeeper, and only on a state that
 * was read since it became a candidate.
 */
final class Candidacy {

    private final Outbox outbox;
    private final Election election;
    private final LeaseKeeper lease;
    private long leaderZkAgeMs = Long.MAX_VALUE;
    private long servedSinceMs;
    private boolean waitsForRead;

    Candidacy(Outbox outbox, Election election, LeaseKeeper lease) {
        this.outbox = outbox;
        this.election = election;
        this.lease = lease;
    }

    /** What the leader said with its last answer: how old ZooKeeper's last word to it is. */
    void leaderZkAge(long ageMs) {
        leaderZkAgeMs = ageMs;
    }

    /** Whether a node of this role is to become a candidate now. */
    boolean isDue(Role role, @Nullable NodeId maybeLeader) {
        boolean mayStand = role == Role.OBSERVER || role == Role.FOLLOWER || role == Role.SUSPENDED;
        return mayStand && election.isNominated() && election.isConnected() && !leaderServes(maybeLeader);
    }

    private boolean leaderServes(@Nullable NodeId maybeLeader) {
        return maybeLeader != null
                && lease.silentMs() < outbox.config().cutoffMs()
                && leaderZkAgeMs < outbox.config().sessionTimeoutMs();
    }

    /**
     * A follower that is nominated and has been served for a session timeout since, by a leader that claimed before its turn,
     * goes to the end of the queue: else it would claim whenever ZooKeeper answers it sooner than the leader. To be told now
     * and then.
     */
    void giveWay(@Nullable NodeId maybeLeader) {
        if (!election.isNominated() || !leaderServes(maybeLeader)) {
            servedSinceMs = outbox.now();
        } else if (outbox.now() - servedSinceMs >= outbox.config().sessionTimeoutMs()) {
            servedSinceMs = outbox.now();
            election.standDown(1);
        }
    }

    /** The node is a candidate now: reads, then claims. */
    void begin() {
        waitsForRead = true;
        election.readNow();
    }

    /** The node is a candidate now, on a state that it has just read. */
    void beginWithClaim() {
        waitsForRead = false;
        election.claim();
    }

    /** The state was read that the claim needs. */
    void onRead() {
        if (waitsForRead) {
            waitsForRead = false;
            election.claim();
        }
    }

    /** @return false if the nomination is lost before anything was claimed */
    boolean goOn() {
        if (waitsForRead && !election.isNominated()) {
            return false;
        }
        if (waitsForRead) {
            election.poll();
        }
        return true;
    }
}

package io.ballot.core.member;

import io.ballot.core.Event;
import io.ballot.core.Outbox;

/**
 * The way to an epoch of one's own (R3), from following or observing to gathering: when a nominee claims, and what becomes
 * of the claim. Never against a leader that answers and has ZooKeeper, and only on a state that was read since this node
 * became a candidate, or that {@link LeaderLoss} vouches for.
 */
final class Candidacy {

    private final Outbox outbox;
    private final Place place;
    private final Election election;
    private final LeaseKeeper lease;
    private long leaderZkAgeMs = Long.MAX_VALUE;
    private long servedSinceMs;
    private boolean waitsForRead;

    Candidacy(Outbox outbox, Place place, Election election, LeaseKeeper lease) {
        this.outbox = outbox;
        this.place = place;
        this.election = election;
        this.lease = lease;
    }

    /** What the leader said with its last answer: how old ZooKeeper's last word to it is. */
    void leaderZkAge(long ageMs) {
        leaderZkAgeMs = ageMs;
    }

    /** A node that is nominated, and that no leader serves, becomes a candidate: it reads, then claims. To be told now and then. */
    void beginIfDue() {
        Role role = place.role();
        boolean mayStand = role == Role.OBSERVER || role == Role.FOLLOWER || role == Role.SUSPENDED;
        boolean nominated = election.isNominated() && election.isConnected() && !place.isLeaving();
        if (mayStand && nominated && !leaderServes()) {
            place.observe("nominated, and no leader serves");
            place.become(Role.CANDIDATE, "nominated");
            waitsForRead = true;
            election.readNow();
        }
    }

    private boolean leaderServes() {
        return place.maybeLeader() != null
                && lease.silentMs() < outbox.config().cutoffMs()
                && leaderZkAgeMs < outbox.config().sessionTimeoutMs();
    }

    /**
     * A follower that is nominated and has been served for a session timeout since, by a leader that claimed before its turn,
     * goes to the end of the queue: else it would claim whenever ZooKeeper answers it sooner than the leader. To be told now
     * and then.
     */
    void giveWay() {
        if (!election.isNominated() || !leaderServes()) {
            servedSinceMs = outbox.now();
        } else if (outbox.now() - servedSinceMs >= outbox.config().sessionTimeoutMs()) {
            servedSinceMs = outbox.now();
            election.standDown(1);
        }
    }

    /** Becomes a candidate and claims, on the state as it was last read. */
    void claim(String why) {
        place.observe("the leader is gone");
        place.become(Role.CANDIDATE, why);
        waitsForRead = false;
        election.claim();
    }

    /** The state was read that a claim may wait for. */
    void onRead() {
        if (place.role() == Role.CANDIDATE && waitsForRead) {
            waitsForRead = false;
            election.claim();
        }
    }

    /** A candidate whose nomination is lost before it has claimed gives up. */
    void onTick() {
        if (waitsForRead && !election.isNominated()) {
            place.observe("the nomination was lost");
        } else if (waitsForRead) {
            election.poll();
        }
    }

    /** Whether this node is to lead that epoch: the claim was its own, and nothing has overtaken it. */
    boolean isWon(Event.EpochClaimed claimed) {
        return election.isClaim(claimed.request())
                && place.role() == Role.CANDIDATE
                && claimed.epoch() > outbox.promised();
    }

    /** The claim may have failed. */
    void onGuardedDone(Event.GuardedDone done) {
        if (election.isClaim(done.request()) && place.role() == Role.CANDIDATE) {
            place.observe("the epoch was not claimed: " + done.result());
        }
    }
}

package io.ballot.core.member;

import io.ballot.core.ClusterState;
import io.ballot.core.Event;
import io.ballot.core.Outbox;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.View;
import org.jspecify.annotations.Nullable;

/**
 * Which process leads the promised epoch, as far as it was heard; whether its operating system has ended the link since; and
 * what a member does then ({@link PreVote}), or says to another that has lost it.
 *
 * <p>A leader that said goodbye has answered itself what a pre-vote asks: of the members it leaves, the first by name asks
 * nobody and claims. The others leave it a moment, then ask as ever: they would only have been in each other's way.
 */
public final class LeaderLoss {

    /** What the first has, after a goodbye, before the others ask: mostly it has claimed and asked for their promises by then. */
    private static final long FIRST_MS = 300;

    private final Outbox outbox;
    private final Place place;
    private final Candidacy candidacy;
    private final Election election;
    private final LeaseKeeper lease;
    private final Departures departures;
    private final Heirs heirs;
    private final RollCall rollCall;
    private final PreVote preVote;
    private @Nullable Life maybeLeader;
    private boolean lost;

    LeaderLoss(
            Outbox outbox,
            Place place,
            Candidacy candidacy,
            Election election,
            LeaseKeeper lease,
            MemberBook book,
            Departures departures) {
        this.outbox = outbox;
        this.place = place;
        this.candidacy = candidacy;
        this.election = election;
        this.lease = lease;
        this.departures = departures;
        this.heirs = new Heirs(outbox, book, departures);
        this.rollCall = new RollCall(outbox, departures);
        this.preVote = new PreVote(outbox, departures, heirs, rollCall);
    }

    void heard(Life leader) {
        maybeLeader = leader;
        lost = false;
    }

    /** Another epoch, another leader. */
    void forget() {
        maybeLeader = null;
        lost = false;
        preVote.stop();
    }

    /** The operating system of that process has closed its link. */
    public void onLinkLost(Life life) {
        departures.onLinkLost(life);
        lost |= life.equals(maybeLeader);
        pump();
    }

    /** That process has said itself that it is gone: no reason to ask anybody else, but they are to have heard it too. */
    void onGoodbye(Life life) {
        lost |= life.equals(maybeLeader);
        pump();
    }

    public void onProbed(Event.AddressProbed probed) {
        departures.onProbed(probed);
        pump();
    }

    /** Another member has lost its leader and asks who has not. */
    public void onQuestion(Life asker, Message.PreVote question) {
        boolean silent = lease.silentMs() >= outbox.config().cutoffMs();
        boolean hears = place.maybeLeader() != null
                && !silent
                && !(lost && question.leader().equals(maybeLeader));
        outbox.send(
                asker.node(),
                new Message.PreVoted(question.round(), hears || place.role().leads()));
    }

    public void onAnswer(Life from, Message.PreVoted answer) {
        preVote.onAnswer(from, answer);
        pump();
    }

    /** Claims or goes on with the pre-vote, if there is reason for either. */
    void pump() {
        Life leader = maybeLeader;
        View view = place.maybeView();
        if (!isMissed() || leader == null || view == null || view.epoch() != outbox.promised()) {
            preVote.stop();
            return;
        }
        boolean first = heirs.isFirst(leader, view);
        if (first && election.hasRead(outbox.promised())) {
            preVote.stop();
            rollCall.openLinks(leader);
            candidacy.claim("leader " + leader + " has left");
        } else if (preVote.pump(leader, view, departures.hasLeft(leader) && !first ? FIRST_MS : 0)) {
            election.readNow();
        }
    }

    /** Whether this node is a member that has lost its leader, and may claim. */
    private boolean isMissed() {
        Role role = place.role();
        boolean member = (role == Role.FOLLOWER || role == Role.SUSPENDED) && !place.isLeaving();
        return member && lost && election.mayClaim();
    }

    /** The stored state was read, which the pre-vote may have waited for. */
    void onRead(ClusterState stored) {
        Life leader = maybeLeader;
        if (!preVote.isReading() || leader == null) {
            return;
        }
        switch (preVote.onRead(stored, leader)) {
            case CLAIM -> candidacy.claim("a majority of the in-sync set has lost the leader");
            case NOT_IN_SYNC -> place.observe("the stored view is without this node");
            case LEAVE_IT -> {}
        }
    }
}

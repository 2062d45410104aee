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
 */
public final class LeaderLoss {

    private final Outbox outbox;
    private final Membership membership;
    private final Election election;
    private final PreVote preVote;
    private @Nullable Life maybeLeader;
    private boolean lost;

    LeaderLoss(Outbox outbox, Membership membership, Election election) {
        this.outbox = outbox;
        this.membership = membership;
        this.election = election;
        this.preVote = new PreVote(outbox, membership.book(), membership.departures());
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
        membership.departures().onLinkLost(life);
        lost |= life.equals(maybeLeader);
        pump();
    }

    /** That process has said itself that it is gone: no reason to ask anybody else, but they are to have heard it too. */
    void onGoodbye(Life life) {
        lost |= life.equals(maybeLeader);
        pump();
    }

    public void onProbed(Event.AddressProbed probed) {
        membership.departures().onProbed(probed);
        pump();
    }

    /** Another member has lost its leader and asks who has not. */
    public void onQuestion(Life asker, Message.PreVote question) {
        boolean silent = membership.lease().silentMs() >= outbox.config().cutoffMs();
        boolean hears = membership.maybeLeader() != null
                && !silent
                && !(lost && question.leader().equals(maybeLeader));
        outbox.send(
                asker.node(),
                new Message.PreVoted(
                        question.round(), hears || membership.role().leads()));
    }

    public void onAnswer(Life from, Message.PreVoted answer) {
        preVote.onAnswer(from, answer);
        pump();
    }

    /** Goes on with the pre-vote, if there is reason for one. */
    void pump() {
        Role role = membership.role();
        Life leader = maybeLeader;
        View view = membership.maybeView();
        boolean member = (role == Role.FOLLOWER || role == Role.SUSPENDED) && !membership.isLeaving();
        boolean reason = member && lost && election.mayClaim();
        if (!reason || leader == null || view == null || view.epoch() != outbox.promised()) {
            preVote.stop();
        } else if (preVote.isFirstAfter(leader, view) && election.hasRead(outbox.promised())) {
            preVote.stop();
            preVote.callOthers(leader);
            membership.claim("leader " + leader + " has left");
        } else if (preVote.pump(leader, view)) {
            election.readNow();
        }
    }

    /** The stored state was read. */
    PreVote.Finding onRead(ClusterState stored) {
        Life leader = maybeLeader;
        return preVote.isReading() && leader != null ? preVote.onRead(stored, leader) : PreVote.Finding.LEAVE_IT;
    }
}

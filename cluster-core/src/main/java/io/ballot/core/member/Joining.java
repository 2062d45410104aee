package io.ballot.core.member;

import io.ballot.core.Outbox;
import io.ballot.protocol.Member;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.View;
import org.jspecify.annotations.Nullable;

/** Asks a leader to be let in (E1), again and again, so that a lost message costs no more than the next one. */
final class Joining {

    private static final long RETRY_MS = 300;

    private final Outbox outbox;
    private final MemberBook book;
    private final Departures departures;
    private long askedMs = Long.MIN_VALUE / 2;

    Joining(Outbox outbox, MemberBook book, Departures departures) {
        this.outbox = outbox;
        this.book = book;
        this.departures = departures;
    }

    /** Somebody else is about to ask this node: not before a while. */
    void putOff() {
        askedMs = outbox.now();
    }

    /** @param maybeLeader as far as it is known; else the view's, if that lives */
    void ask(@Nullable NodeId maybeLeader, @Nullable View maybeView) {
        NodeId leader = maybeLeader == null ? leaderOf(maybeView) : maybeLeader;
        if (leader != null && outbox.now() - askedMs >= RETRY_MS) {
            askedMs = outbox.now();
            outbox.send(leader, new Message.Join());
        }
    }

    private @Nullable NodeId leaderOf(@Nullable View maybeView) {
        Member leader = maybeView == null ? null : book.members().get(maybeView.leader());
        if (leader == null || leader.node().equals(outbox.self()) || departures.hasLeft(leader.life())) {
            return null;
        }
        return leader.node();
    }
}

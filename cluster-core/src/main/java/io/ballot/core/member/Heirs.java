package io.ballot.core.member;

import io.ballot.core.Outbox;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.View;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of an in-sync set that can succeed its leader, as far as this node can tell: which of them is the first, and
 * how many of them are a majority. Whoever is gone is not counted, so that two nodes are enough.
 */
final class Heirs {

    private final Outbox outbox;
    private final MemberBook book;
    private final Departures departures;

    Heirs(Outbox outbox, MemberBook book, Departures departures) {
        this.outbox = outbox;
        this.book = book;
        this.departures = departures;
    }

    /** Whether that leader has said goodbye, and this store comes before all others of the view that can succeed it. */
    boolean isFirst(Life leader, View view) {
        if (!departures.hasLeft(leader)) {
            return false;
        }
        for (StoreRef store : view.inSync()) {
            Life maybeLife = maybeLifeOf(store);
            if (store.equals(outbox.config().store())) {
                return true;
            }
            if (!store.node().equals(leader.node()) && maybeLife != null && !departures.isGone(maybeLife)) {
                return false;
            }
        }
        return false;
    }

    /** Of the in-sync set, without the leader and without those that are gone, this node's own vote counted. */
    boolean isMajority(Life leader, View view, Set<Life> losing) {
        int lost = 0;
        int others = 0;
        for (StoreRef store : view.inSync()) {
            if (store.node().equals(leader.node())) {
                continue;
            }
            Life maybeLife = maybeLifeOf(store);
            boolean self = store.equals(outbox.config().store());
            if (self || maybeLife == null || !departures.isGone(maybeLife)) {
                others++;
                lost += self || (maybeLife != null && losing.contains(maybeLife)) ? 1 : 0;
            }
        }
        return 2 * lost > others;
    }

    private @Nullable Life maybeLifeOf(StoreRef store) {
        Member member = book.members().get(store.node());
        return member != null && member.store().equals(store) ? member.life() : null;
    }
}

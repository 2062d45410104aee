package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.View;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides who belongs to the in-sync set, and has it written before anybody relies on it (R2, V5): who follows and has
 * caught up comes in, who is silent or left goes out, never below {@code min.insync} by silence alone.
 */
final class ViewKeeper {

    private final Outbox outbox;
    private final Referee referee;
    private final SortedMap<NodeId, Peer> peers;
    private final Replication replication;
    private final View template;

    ViewKeeper(Outbox outbox, Referee referee, SortedMap<NodeId, Peer> peers, Replication replication, View template) {
        this.outbox = outbox;
        this.referee = referee;
        this.peers = peers;
        this.replication = replication;
        this.template = template;
    }

    /** What the views of a reign share: the last one's filter, seed and times; this node's own where none was ever stored. */
    static View template(Outbox outbox, @Nullable View last) {
        if (last != null) {
            return last;
        }
        return new View(
                outbox.promised(),
                outbox.self(),
                List.of(outbox.config().store()),
                outbox.config().filter(),
                outbox.config().seedIfFirst(),
                outbox.config().times(),
                false);
    }

    /** Starts a view write if the set should change. @param minInsync as it stands for the nodes known now */
    void pump(int minInsync, boolean first) {
        if (referee.isWriting()) {
            return;
        }
        View stored = referee.maybeStored();
        SortedSet<StoreRef> next = new TreeSet<>();
        next.add(outbox.config().store());
        int lost = 0;
        if (stored != null) {
            for (StoreRef store : stored.inSync()) {
                if (!store.equals(outbox.config().store())) {
                    Peer peer = find(store);
                    if (peer != null && isWell(peer)) {
                        next.add(store);
                    } else if (peer == null || !peer.goodbye) {
                        lost++;
                    }
                }
            }
        }
        addJoiners(next);
        if (first ? next.size() < minInsync : isUnchanged(stored, next) || isForbidden(next, lost, minInsync)) {
            return;
        }
        for (Peer peer : peers.values()) {
            if (peer.maybeStore != null && next.contains(peer.maybeStore)) {
                peer.counted = true;
            }
        }
        referee.write(template.with(outbox.promised(), outbox.self(), List.copyOf(next), false));
    }

    private static boolean isUnchanged(@Nullable View stored, SortedSet<StoreRef> next) {
        return stored != null && stored.inSync().equals(List.copyOf(next));
    }

    private static boolean isForbidden(SortedSet<StoreRef> next, int lost, int minInsync) {
        return lost > 0 && next.size() < minInsync;
    }

    private void addJoiners(SortedSet<StoreRef> next) {
        for (Peer peer : peers.values()) {
            if (peer.maybeStore != null
                    && peer.follows()
                    && !peer.goodbye
                    && !peer.refused
                    && peer.acked >= replication.lastSeq()
                    && outbox.now() - peer.heardMs < outbox.config().cutoffMs()) {
                next.add(peer.maybeStore);
            }
        }
    }

    private @Nullable Peer find(StoreRef store) {
        for (Peer peer : peers.values()) {
            if (peer.isStore(store)) {
                return peer;
            }
        }
        return null;
    }

    boolean isWell(Peer peer) {
        return !peer.goodbye
                && !peer.refused
                && outbox.now() - peer.wellMs < outbox.config().cutoffMs();
    }

    /** The write succeeded: from now on only the stored view's members, and nobody else, are waited for. */
    void onStored() {
        View stored = referee.maybeStored();
        if (stored == null) {
            throw new IllegalStateException("a view was stored, and is not known");
        }
        for (Peer peer : peers.values()) {
            peer.counted = peer.maybeStore != null && stored.holds(peer.maybeStore);
        }
        announce(stored);
    }

    void announce(View stored) {
        for (Peer peer : peers.values()) {
            tell(peer, stored);
        }
    }

    void tell(Peer peer, View stored) {
        outbox.send(peer.node(), new io.ballot.protocol.Message.ViewChanged(stored));
    }

    /** Stores of the view, without this one, that have been silent too long or never came back. */
    int silentMembers(SortedSet<NodeId> withZnode) {
        View stored = referee.maybeStored();
        int silent = 0;
        if (stored != null) {
            for (StoreRef store : stored.inSync()) {
                Peer peer = find(store);
                boolean other = !store.equals(outbox.config().store());
                if (other && withZnode.contains(store.node()) && (peer == null || !isWell(peer))) {
                    silent++;
                }
            }
        }
        return silent;
    }
}

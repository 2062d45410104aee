package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.core.member.Membership;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.Times;
import io.ballot.protocol.View;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When the in-sync set may be written at all: the first time only once it has {@code min.insync} members, and never by a
 * leader that lost most of its peers at once, since then it is more likely itself the one that is cut off (R2).
 */
final class InSyncWatch {

    private static final long SAY_MS = 5_000;

    private final Outbox outbox;
    private final Membership membership;
    private final Referee referee;
    private final ViewKeeper views;
    private final SortedMap<NodeId, Peer> peers;
    private final Times times;
    private long openedMs;
    private long saidMs;

    InSyncWatch(
            Outbox outbox,
            Membership membership,
            Referee referee,
            ViewKeeper views,
            SortedMap<NodeId, Peer> peers,
            Times times) {
        this.outbox = outbox;
        this.membership = membership;
        this.referee = referee;
        this.views = views;
        this.peers = peers;
        this.times = times;
    }

    /** The gather is over: the members take what the leader knows from now on. */
    void opened() {
        openedMs = outbox.now();
        saidMs = outbox.now();
    }

    void pump() {
        peers.values().forEach(peer -> peer.refused = membership.departures().isRefused(peer.life));
        boolean first = referee.maybeStored() == null;
        if (first) {
            if (readyForFirst()) {
                sayWhatIsMissing();
                views.pump(minInsync(), true);
            }
        } else if (!isMostLost()) {
            views.pump(minInsync(), false);
        }
    }

    /** The least number of in-sync members with which anything is granted. */
    int minInsync() {
        return times.minInsync(membership.book().known().size());
    }

    private boolean readyForFirst() {
        boolean waitedEnough = outbox.now() - openedMs >= outbox.config().gatherMs();
        return waitedEnough || peers.values().stream().allMatch(peer -> peer.follows() || peer.refused || peer.goodbye);
    }

    private void sayWhatIsMissing() {
        if (outbox.now() - saidMs >= SAY_MS) {
            saidMs = outbox.now();
            outbox.warn(
                    "gather",
                    "waiting until " + minInsync() + " nodes are in-sync (min.insync, "
                            + membership.book().known().size() + " nodes are known; 'forget' takes one off the list)");
        }
    }

    /** Why the reign should be given up; null where it should go on. */
    @Nullable
    String maybeWhyOver(boolean leads) {
        int lost = leads ? lostMost() : 0;
        if (lost >= 2) {
            return "it lost " + lost + " in-sync members at once";
        }
        return isHeldUpByDisk(leads)
                ? "its disk has taken nothing for " + outbox.journal().stalledMs() + " ms"
                : null;
    }

    /**
     * Nothing is answered that is not on file here: where there are others a leader leaves the reign to one whose disk
     * writes, or all would wait as long as its disk hangs. A memory that was gathered may take a while.
     */
    private boolean isHeldUpByDisk(boolean leads) {
        return outbox.journal().stalledMs() >= (leads ? times.leaseMs() : times.suspendGraceMs())
                && peers.values().stream().anyMatch(peer -> !peer.refused && !peer.goodbye);
    }

    /**
     * How many silent members still have their znode, if that is more than half of the live ones; else 0. One that was removed
     * for its silence still counts, for peers cut off at once fall silent one after the other: with the first out of the
     * view, the second may not be removed (min.insync), and the leader would stay and grant nothing.
     */
    private int lostMost() {
        View stored = referee.maybeStored();
        if (stored == null) {
            return 0;
        }
        TreeSet<NodeId> alive = new TreeSet<>(membership.members().keySet());
        alive.add(outbox.self());
        int silent = views.silentMembers(alive);
        long live = stored.inSync().stream()
                .filter(store -> alive.contains(store.node()))
                .count();
        int removed = removedAndSilent(stored);
        return (silent + removed) * 2 > live + removed ? silent + removed : 0;
    }

    /** Processes that were members of this reign, are silent still, and live as far as ZooKeeper knows. */
    private int removedAndSilent(View stored) {
        int removed = 0;
        for (Peer peer : peers.values()) {
            Member member = membership.members().get(peer.node());
            StoreRef store = peer.maybeStore;
            boolean lives = member != null && member.life().equals(peer.life);
            boolean isSilent = outbox.now() - peer.heardMs >= outbox.config().cutoffMs();
            if (lives && isSilent && !peer.goodbye && store != null && !stored.holds(store)) {
                removed++;
            }
        }
        return removed;
    }

    private boolean isMostLost() {
        return lostMost() > 0;
    }
}

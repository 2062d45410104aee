package io.ballot.core.vote;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Outbox;
import io.ballot.core.member.Replica;
import io.ballot.core.registry.GatheredState;
import io.ballot.core.registry.Registry;
import io.ballot.core.sync.Tails;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Position;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a new leader does before it votes (R3, E3): take the union of what those know that promised its epoch.
 *
 * <p>Clean, if at least one store of the last view is among them; ledgers are taken from such stores only. If none comes
 * within {@code unclean.wait.ms}: the stored ceilings, narrowed to the logs' ends as read when no lease can be left,
 * become doubt floors (R4).
 */
final class Gathering {

    private final Outbox outbox;
    private final SortedMap<NodeId, Peer> peers;
    private final @Nullable View maybeLast;
    private final SortedMap<QueuePartition, Long> ceilings;
    private final Replica replica;
    private final Registry own;
    private final long beganMs;
    private boolean done;
    private long gathered;
    private boolean unclean;
    private boolean graceOver;
    private long endsRequest;
    private long endsAskedMs = Long.MIN_VALUE / 2;
    private long saidMs;
    private long firstPromiseMs;
    private @Nullable SortedMap<QueuePartition, Long> maybeEnds;

    Gathering(
            Outbox outbox,
            SortedMap<NodeId, Peer> peers,
            @Nullable View maybeLast,
            SortedMap<QueuePartition, Long> ceilings,
            Replica replica) {
        this.outbox = outbox;
        this.peers = peers;
        this.maybeLast = maybeLast;
        this.ceilings = ceilings;
        this.replica = replica;
        this.own = replica.registry();
        this.beganMs = outbox.now();
        this.firstPromiseMs = outbox.now();
        this.saidMs = outbox.now();
    }

    boolean isDone() {
        return done;
    }

    /** Whether what was gathered outlives this process: only then may a view name this store for it. */
    boolean isOnFile() {
        return done && outbox.journal().holds(gathered);
    }

    /** When the first store of the last view had promised: earlier leases are counted from here (R9). */
    long firstPromiseMs() {
        return firstPromiseMs;
    }

    /**
     * From where on a peer is to give: one of the last view, where this node's memory is of that view too, only what its own
     * lacks. Everybody else everything: of their ledgers nothing counts, however little they are behind.
     */
    Position placeFor(@Nullable StoreRef maybeStore) {
        return !done && isLast(maybeStore) ? placeInOrder() : Position.NONE;
    }

    private Position placeInOrder() {
        return maybeLast != null && ownIsLast() ? replica.trail().end() : Position.NONE;
    }

    void onPromised(Peer peer) {
        boolean first = !ownIsLast() && membersThatPromised() == 1;
        if (first && isLast(peer.maybeStore)) {
            firstPromiseMs = outbox.now();
        }
    }

    private int membersThatPromised() {
        int promised = 0;
        for (Peer peer : peers.values()) {
            if (isLast(peer.maybeStore) && peer.stage != Peer.Stage.PROMISING) {
                promised++;
            }
        }
        return promised;
    }

    private boolean isLast(@Nullable StoreRef store) {
        return store != null && maybeLast != null && maybeLast.holds(store);
    }

    private boolean ownIsLast() {
        return maybeLast == null || isLast(outbox.config().store());
    }

    /** Goes on as far as it can. @return true once, when {@link #own} holds the result */
    boolean pump(Collection<Member> live) {
        if (done) {
            return false;
        }
        long waited = outbox.now() - beganMs;
        boolean someMember = ownIsLast() || hasGivenMember();
        boolean everybody = allHaveGiven(live);
        if (someMember && (everybody || waited >= outbox.config().gatherMs())) {
            unclean = false; // a member that comes back in time makes it a clean one: nothing was granted yet
            return finish();
        }
        boolean mayForget = maybeLast != null && maybeLast.times().uncleanDoubt();
        if (!someMember && mayForget && waited >= outbox.config().uncleanWaitMs()) {
            return startUnclean();
        }
        sayWhy(someMember);
        return false;
    }

    private void sayWhy(boolean someMember) {
        if (!someMember && outbox.now() - saidMs >= 5_000 && maybeLast != null) {
            saidMs = outbox.now();
            outbox.warn(
                    "gather",
                    "waiting for a member of the last in-sync set " + maybeLast.inSync()
                            + (maybeLast.times().uncleanDoubt()
                                    ? "; without one the start is unclean after "
                                            + outbox.config().uncleanWaitMs() + " ms"
                                    : "; unclean=stall, so nothing is granted before one is back"));
        }
    }

    private boolean hasGivenMember() {
        for (Peer peer : peers.values()) {
            if (peer.stage == Peer.Stage.GIVEN && isLast(peer.maybeStore)) {
                return true;
            }
        }
        return false;
    }

    private boolean allHaveGiven(Collection<Member> live) {
        for (Member member : live) {
            if (!member.node().equals(outbox.self())) {
                Peer peer = peers.get(member.node());
                if (peer == null || !peer.life.equals(member.life()) || peer.stage != Peer.Stage.GIVEN) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean startUnclean() {
        View last = maybeLast;
        if (last == null) {
            throw new IllegalStateException("without a last view every start is clean");
        }
        if (!unclean) {
            unclean = true;
            outbox.warn(
                    "gather",
                    "no member of the last in-sync set " + last.inSync() + " came back within "
                            + outbox.config().uncleanWaitMs()
                            + " ms; beginning without them once no lease can be left");
        }
        if (outbox.now() - beganMs < graceMs(last)) {
            return false;
        }
        if (!graceOver) {
            graceOver = true;
            firstPromiseMs = outbox.now();
        }
        if (ceilings.isEmpty()) {
            return finish();
        }
        if (maybeEnds == null) {
            if (outbox.now() - endsAskedMs >= 2_000) {
                endsAskedMs = outbox.now();
                endsRequest = outbox.nextRequest();
                outbox.command(new Command.ReadEnds(endsRequest, List.copyOf(ceilings.keySet())));
            }
            return false;
        }
        return finish();
    }

    /** How long members of the last view may go on without anybody's knowledge (R9); none after an orderly end. */
    private static long graceMs(View last) {
        return last.closed()
                ? 0
                : last.times().stretched(last.times().zkGraceMs())
                        + last.times().leaseMarginMs();
    }

    void onEnds(Event.EndsRead ends) {
        if (ends.request() == endsRequest) {
            maybeEnds = ends.ends();
        }
    }

    private boolean finish() {
        OneOrder order = new OneOrder(replica, peers.values(), this::ledgerCounts);
        String how;
        gathered = order.follow();
        if (placeInOrder().isKnown() && order.isAll()) {
            order.lacking();
            how = "all of one order, up to " + replica.trail().end();
        } else {
            how = "gathered from " + join();
        }
        replica.trail().begin(new Position(outbox.promised(), 0));
        done = true;
        outbox.info(
                "gather",
                (unclean ? "unclean" : "clean") + " start of epoch " + outbox.promised() + ", " + how + ", "
                        + own.ledgerSize() + " tasks in the ledger");
        return true;
    }

    /** @return whose memories are in the union */
    private List<String> join() {
        GatheredState state = new GatheredState(filter(), outbox.config().recentOutcomesMax());
        List<String> from = new ArrayList<>();
        if (ownIsLast()) {
            state.addMember(own.snapshot());
            from.add(outbox.self().name());
        } else {
            state.addOther(own.snapshot());
        }
        for (Peer peer : peers.values()) {
            if (peer.maybeGiven != null && Tails.maybeOf(peer.maybeGiven) == null) {
                if (ledgerCounts(peer)) {
                    state.addMember(peer.maybeGiven);
                } else {
                    state.addOther(peer.maybeGiven);
                }
                peer.maybeGiven = null;
                from.add(peer.node().name());
            }
        }
        own.replaceWith(state.result().snapshot());
        if (unclean && maybeLast != null) {
            outbox.warn(
                    "unclean",
                    "no member of the last in-sync set " + maybeLast.inSync()
                            + " came back: everything below the ceilings counts as doubtful");
        }
        setFloors();
        gathered = outbox.journal().write(new JournalRecord.Whole(outbox.promised(), own.snapshot()));
        return from;
    }

    /** Ledgers are not joined: the one of a store that was not in-sync may hold what was decided otherwise since. */
    private boolean ledgerCounts(Peer peer) {
        return isLast(peer.maybeStore);
    }

    private FilterParams filter() {
        return maybeLast == null ? outbox.config().filter() : maybeLast.filter();
    }

    private void setFloors() {
        SortedMap<QueuePartition, Long> ends = maybeEnds;
        if (!unclean) {
            return;
        }
        new TreeMap<>(ceilings).forEach((partition, ceiling) -> {
            long end = ends == null ? ceiling : ends.getOrDefault(partition, ceiling);
            own.raiseFloor(partition, Math.min(ceiling, end));
        });
    }
}

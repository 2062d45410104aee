package io.ballot.core.vote;

import io.ballot.core.Arrows;
import io.ballot.core.Outbox;
import io.ballot.core.registry.Registry;
import io.ballot.core.sync.Tails;
import io.ballot.core.sync.TransferIn;
import io.ballot.core.sync.TransferOut;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Position;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.TaskIds;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings a process from its first word into following (E2): promise, give, take, follow. The same way for the members
 * that a new leader gathers from and for one that joins years later.
 */
final class Admission {

    private static final long ASK_MS = 300;

    /** A transfer that has not moved for so long is given up; the peer begins anew. */
    private static final long STALLED_MS = 5_000;

    private final Outbox outbox;
    private final Arrows<Peer.Stage> arrows;
    private final SortedMap<NodeId, Peer> peers;
    private final Replication replication;
    private final Registry registry;
    private final Function<@Nullable StoreRef, Position> places;
    private long transfers;
    private long snapshotSeq = -1;
    private List<SnapshotPart> snapshot = List.of();
    private boolean open;

    /** @param places from where on a store is to give what it knows, see {@link Message.Promise} */
    Admission(
            Outbox outbox,
            SortedMap<NodeId, Peer> peers,
            Replication replication,
            Registry registry,
            Function<@Nullable StoreRef, Position> places) {
        this.outbox = outbox;
        this.arrows = outbox.arrows("peer", Peer.Stage.MOVES);
        this.peers = peers;
        this.replication = replication;
        this.registry = registry;
        this.places = places;
    }

    /** The gather is over: what peers give from now on is added, and the leader's memory goes out. */
    void open() {
        open = true;
    }

    /** Asks all others of these for their promise, unless that was done. */
    void invite(Collection<Member> members) {
        for (Member member : members) {
            Peer peer = peers.get(member.node());
            boolean asked = peer != null && peer.life.equals(member.life());
            if (!asked && !member.node().equals(outbox.self())) {
                restart(member.life(), member.store());
            }
        }
    }

    /** A process says that it observes: whatever it was here before is over. */
    void onJoin(Life life) {
        Peer peer = peers.get(life.node());
        if (peer == null || !peer.life.equals(life) || outbox.now() - peer.stageMs >= ASK_MS) {
            restart(life, null);
        }
    }

    private void restart(Life life, @Nullable StoreRef maybeExpected) {
        Peer old = peers.get(life.node());
        Peer peer = new Peer(life, new TransferIn(outbox, life.node()), arrows, outbox.now());
        if (old != null && old.life.equals(life)) {
            peer.maybeStore = old.maybeStore;
            peer.counted = old.counted;
            peer.wellMs = old.wellMs;
        }
        peer.maybeExpected = maybeExpected;
        peers.put(life.node(), peer);
        ask(peer);
    }

    private void ask(Peer peer) {
        peer.askedMs = outbox.now();
        outbox.send(peer.node(), new Message.Promise(places.apply(peer.maybeExpected)));
    }

    void onPromised(Peer peer, Message.Promised promised) {
        peer.maybeStore = new StoreRef(peer.node(), promised.store());
        peer.unanswered = promised.unanswered();
        if (peer.stage == Peer.Stage.PROMISING) {
            peer.enter(Peer.Stage.GIVING, outbox.now());
        }
    }

    /**
     * A transfer after the one that was taken means that the peer has begun anew. A second promise does not: a repeated
     * question is answered again while the first transfer is on its way, and no other follows.
     */
    void onGiven(Peer peer, Message.Snapshot part) {
        if (peer.stage == Peer.Stage.PROMISING) {
            return;
        }
        if (peer.stage != Peer.Stage.GIVING && part.transfer() > peer.incoming.transfer()) {
            peer.acked = -1;
            peer.maybePush = null;
            peer.enter(Peer.Stage.GIVING, outbox.now());
        }
        if (peer.incoming.onPart(part) && peer.stage == Peer.Stage.GIVING) {
            peer.maybeGiven = peer.incoming.take();
            peer.enter(Peer.Stage.GIVEN, outbox.now());
        }
    }

    void onSynced(Peer peer, Message.Synced synced) {
        TransferOut push = peer.maybePush;
        if (peer.stage == Peer.Stage.TAKING && push != null && push.transfer() == synced.transfer()) {
            peer.maybePush = null;
            peer.acked = push.seq();
            peer.sent = push.seq();
            peer.ackMovedMs = outbox.now();
            peer.wellMs = outbox.now();
            peer.enter(Peer.Stage.FOLLOWING, outbox.now());
        }
    }

    void onSnapshotAck(Peer peer, Message.SnapshotAck ack) {
        if (peer.maybePush != null) {
            peer.maybePush.onAck(ack);
        }
    }

    /** Moves everybody on; those that stall begin anew. */
    void pump() {
        Iterator<Peer> all = peers.values().iterator();
        while (all.hasNext()) {
            Peer peer = all.next();
            if (peer.stage == Peer.Stage.PROMISING && outbox.now() - peer.askedMs >= ASK_MS) {
                ask(peer);
            } else if (peer.stage == Peer.Stage.GIVEN && open && Tails.maybeOf(peer.maybeGiven) != null) {
                restart(peer.life, null); // what it gave was meant for a gather that is over: everything is wanted now
            } else if (peer.stage == Peer.Stage.GIVEN && open) {
                absorb(peer.maybeGiven, peer.unanswered);
                peer.maybeGiven = null;
                push(peer);
            } else if (peer.maybePush != null) {
                peer.maybePush.pump();
            }
            if (isStalled(peer)) {
                outbox.warn("join", peer.node() + " stalls while " + peer.stage + "; it has to begin anew");
                if (peer.counted || peer.maybeStore != null) {
                    peer.maybePush = null;
                    peer.enter(Peer.Stage.PROMISING, outbox.now());
                } else {
                    all.remove();
                }
            }
        }
    }

    private boolean isStalled(Peer peer) {
        return switch (peer.stage) {
            case PROMISING -> outbox.now() - Math.max(peer.stageMs, peer.heardMs) >= 4 * STALLED_MS;
            case GIVING -> outbox.now() - Math.max(peer.stageMs, peer.incoming.movedMs()) >= STALLED_MS;
            case TAKING ->
                peer.maybePush != null
                        && (outbox.now() - peer.maybePush.movedMs() >= STALLED_MS
                                || !replication.reaches(peer.maybePush.seq()));
            case FOLLOWING -> !peer.counted && (!replication.reaches(peer.acked) || isLost(peer));
            case GIVEN -> false; // it waits for the gather to be over
        };
    }

    private boolean isLost(Peer peer) {
        return outbox.now() - peer.heardMs >= 2 * STALLED_MS;
    }

    /** What a joiner knows beyond the leader goes through the leader's order, so that every member has it. */
    private void absorb(@Nullable List<SnapshotPart> given, TaskIds unanswered) {
        if (given == null) {
            return;
        }
        List<Entry> joined = registry.entriesToJoin(given);
        if (joined.stream().anyMatch(Entry.Bits.class::isInstance)) {
            replication.neverAnswered().joined(NeverAnswered.unknownTo(registry, unanswered));
        }
        joined.forEach(replication::append);
    }

    private void push(Peer peer) {
        List<SnapshotPart> lacking = peer.maybeLacking;
        peer.maybeLacking = null;
        if (lacking != null) {
            push(peer, 0, lacking);
            return;
        }
        if (snapshotSeq != replication.lastSeq() || snapshot.isEmpty()) {
            snapshotSeq = replication.lastSeq();
            snapshot = registry.snapshot();
        }
        push(peer, snapshotSeq, snapshot);
    }

    private void push(Peer peer, long seq, List<SnapshotPart> parts) {
        peer.maybePush = new TransferOut(outbox, peer.node(), ++transfers, seq, parts);
        peer.enter(Peer.Stage.TAKING, outbox.now());
        peer.maybePush.pump();
    }

    /** The cached snapshot is let go once nobody takes it. */
    void tidy() {
        for (Peer peer : peers.values()) {
            if (peer.stage == Peer.Stage.TAKING || peer.stage == Peer.Stage.GIVEN) {
                return;
            }
        }
        snapshot = List.of();
        snapshotSeq = -1;
    }
}

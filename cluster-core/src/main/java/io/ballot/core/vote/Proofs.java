package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Answers heartbeats, each only with proof, later than its sending, that this process still leads (R9): every other
 * in-sync member has acknowledged the epoch since.
 *
 * <p>One probe round serves all heartbeats that arrived before it began, so the cost is a message a member and round, not
 * a heartbeat. A heartbeat that arrives during a round waits for the next: the round's probes may be older than it.
 */
final class Proofs {

    private static final long RESEND_MS = 500;

    /** Heartbeats that wait at once; a node has one on the way at a time, so this is many times any cluster's size. */
    private static final int WAITING_MAX = 4096;

    private record Waiting(Life life, long number, long round) {}

    private final Outbox outbox;
    private final Collection<Peer> peers;
    private final List<Waiting> waiting = new ArrayList<>();
    private long round;
    private boolean underWay;
    private long probedMs;
    private long shownMs = Long.MIN_VALUE / 2;

    Proofs(Outbox outbox, Collection<Peer> peers) {
        this.outbox = outbox;
        this.peers = peers;
    }

    void onHeartbeat(Life life, long number) {
        if (waiting.size() < WAITING_MAX) {
            waiting.add(new Waiting(life, number, round + 1));
        }
    }

    void onProbeAck(Peer peer, Message.ProbeAck ack) {
        peer.probeAck = Math.max(peer.probeAck, ack.round());
    }

    /** What became provable. */
    interface Renewal {
        void renew(Life life, long number);
    }

    /** Ends the round if all have answered, begins the next if somebody waits. @param views all that may be stored */
    void pump(List<View> views, Renewal renewal) {
        boolean again = true;
        while (again) {
            again = false;
            if (underWay && isProven(views)) {
                underWay = false;
                answer(renewal);
            }
            if (!underWay && !waiting.isEmpty()) {
                round++;
                underWay = true;
                probe(views);
                again = isProven(views);
            }
        }
        if (underWay && outbox.now() - probedMs >= RESEND_MS) {
            probe(views);
        }
    }

    /** Where nothing may be proven for want of ZooKeeper: the others are to hear that the leader is there all the same. */
    void show(List<View> views) {
        if (outbox.now() - shownMs >= RESEND_MS) {
            shownMs = outbox.now();
            for (Peer peer : peers) {
                if (isInAny(peer, views)) {
                    outbox.send(peer.node(), new Message.Probe(0));
                }
            }
        }
    }

    private void answer(Renewal renewal) {
        Iterator<Waiting> all = waiting.iterator();
        while (all.hasNext()) {
            Waiting next = all.next();
            if (next.round() <= round) {
                all.remove();
                renewal.renew(next.life(), next.number());
            }
        }
    }

    private void probe(List<View> views) {
        probedMs = outbox.now();
        for (Peer peer : peers) {
            if (peer.probeAck < round && isInAny(peer, views)) {
                outbox.send(peer.node(), new Message.Probe(round));
            }
        }
    }

    private boolean isProven(List<View> views) {
        for (View view : views) {
            for (StoreRef store : view.inSync()) {
                if (!store.equals(outbox.config().store()) && !hasAnswered(store)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean hasAnswered(StoreRef store) {
        for (Peer peer : peers) {
            if (peer.isStore(store)) {
                return peer.probeAck >= round;
            }
        }
        return false;
    }

    private static boolean isInAny(Peer peer, List<View> views) {
        for (View view : views) {
            if (peer.maybeStore != null && view.holds(peer.maybeStore)) {
                return true;
            }
        }
        return false;
    }
}

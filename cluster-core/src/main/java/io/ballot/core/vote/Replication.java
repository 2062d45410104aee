package io.ballot.core.vote;

import io.ballot.core.Filing;
import io.ballot.core.Outbox;
import io.ballot.core.registry.Registry;
import io.ballot.core.sync.Trail;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.Message;
import io.ballot.protocol.Position;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/**
 * The leader's order: entries applied here, sent to everyone who follows, and the answers that wait for them.
 *
 * <p>Pipelined: entries go out as they come, answers as acknowledgements arrive (cumulative per peer). What was not
 * acknowledged for a while is sent again from the last acknowledgement on.
 */
final class Replication {

    /** Tasks in one message: some 60 bytes each keep it below half of the frame limit. */
    private static final int TASKS_PER_MESSAGE = 8192;

    /** Entries on the way to one peer; beyond it waits for acknowledgements. */
    private static final int WINDOW = 1024;

    private static final long RESEND_MS = 500;

    /** Entries kept for a peer that is slow; one outside the view that falls behind further begins anew. */
    static final int LOG_MAX = 100_000;

    /** More do not fit well into a promise; their tasks are doubtful then. */
    private static final int UNANSWERED_MAX = 8192;

    private final Outbox outbox;
    private final Registry registry;
    private final Trail trail;
    private final Collection<Peer> peers;
    private final ArrayList<Entry> log = new ArrayList<>();
    private final TreeMap<Long, List<Pending>> pending = new TreeMap<>();
    private final ArrayDeque<Pending> ready = new ArrayDeque<>();
    private long logFirst = 1;
    private final Filing filing;
    private final NeverAnswered neverAnswered = new NeverAnswered();
    private long filed;
    private long lastSeq;

    /** Every grant up to here may have been answered. */
    private long answered;

    Replication(Outbox outbox, Registry registry, Trail trail, Collection<Peer> peers) {
        this.outbox = outbox;
        this.registry = registry;
        this.trail = trail;
        this.peers = peers;
        this.filing = new Filing(outbox.journal(), 0);
    }

    /** Ids taken for new and never answered, oldest first, as far as they are still in the log. */
    TaskIds unanswered() {
        List<Id128> fresh = new ArrayList<>();
        for (int i = (int) Math.max(0, answered + 1 - logFirst); i < log.size(); i++) {
            if (log.get(i) instanceof Entry.Grants grants) {
                for (int k = 0; k < grants.claim().size() && fresh.size() < UNANSWERED_MAX; k++) {
                    if (grants.fresh()[k] != 0) {
                        fresh.add(grants.claim().ids().get(k));
                    }
                }
            }
        }
        return TaskIds.of(fresh.toArray(new Id128[0]));
    }

    NeverAnswered neverAnswered() {
        return neverAnswered;
    }

    long lastSeq() {
        return lastSeq;
    }

    long append(Entry entry) {
        registry.apply(entry);
        neverAnswered.told(entry);
        log.add(entry);
        trail.add(new Position(outbox.promised(), ++lastSeq), entry);
        return lastSeq;
    }

    void append(Entry entry, Pending answer) {
        await(append(entry), answer);
    }

    /** Answers once everything up to now is held. */
    void await(Pending answer) {
        await(lastSeq, answer);
    }

    private void await(long seq, Pending answer) {
        pending.computeIfAbsent(seq, s -> new ArrayList<>(2)).add(answer);
    }

    /** Entries kept for those who do not hold them yet. */
    int logSize() {
        return log.size();
    }

    int pendingCount() {
        return pending.size();
    }

    /**
     * That peer is well if it keeps up: if it holds something more, or all. One that only repeats what it held answers, and
     * would have everybody wait for its disk for good.
     */
    void onAck(Peer peer, Message.Ack ack) {
        if (ack.seq() > lastSeq || !peer.follows()) {
            return;
        }
        for (Message.Had had : ack.had()) {
            for (Pending waiting : pending.getOrDefault(had.seq(), List.of())) {
                waiting.had(had.tasks());
            }
        }
        if (ack.seq() > peer.acked) {
            peer.acked = ack.seq();
            peer.sent = Math.max(peer.sent, peer.acked);
            peer.ackMovedMs = outbox.now();
            peer.wellMs = outbox.now();
        } else if (peer.acked == lastSeq) {
            peer.wellMs = outbox.now();
        }
    }

    /** Puts what is new on file, and sends it to all who follow. */
    void send() {
        file();
        for (Peer peer : peers) {
            if (!peer.follows()) {
                continue;
            }
            if (peer.sent > peer.acked && outbox.now() - peer.ackMovedMs >= RESEND_MS) {
                peer.sent = peer.acked;
                peer.ackMovedMs = outbox.now();
            }
            if (peer.sent == peer.acked) {
                peer.ackMovedMs = outbox.now();
            }
            while (peer.sent < lastSeq && peer.sent < peer.acked + WINDOW) {
                sendFrom(peer, peer.sent + 1);
            }
        }
        trim();
    }

    /** Nothing that is applied here is missing from the file for longer than an event takes. */
    void file() {
        if (filed < lastSeq && !outbox.journal().hasFailed()) {
            List<Entry> fresh = List.copyOf(log.subList((int) (filed + 1 - logFirst), log.size()));
            filing.add(outbox.journal().write(new JournalRecord.Entries(fresh)), lastSeq);
            filed = lastSeq;
        }
    }

    private void sendFrom(Peer peer, long from) {
        List<Entry> batch = new ArrayList<>();
        int tasks = 0;
        long seq = from;
        while (seq <= lastSeq && batch.size() < WINDOW) {
            Entry entry = log.get((int) (seq - logFirst));
            tasks += Entry.tasks(List.of(entry));
            boolean large = entry instanceof Entry.Bits || entry instanceof Entry.Outcomes;
            if (!batch.isEmpty() && (tasks > TASKS_PER_MESSAGE || large)) {
                break;
            }
            batch.add(entry);
            seq++;
            if (large) {
                break;
            }
        }
        outbox.send(peer.node(), new Message.Replicate(from, peer.acked, batch));
        peer.sent = seq - 1;
    }

    private void trim() {
        long needed = lastSeq + 1;
        for (Peer peer : peers) {
            if (peer.stage == Peer.Stage.FOLLOWING) {
                needed = Math.min(needed, peer.acked + 1);
            } else if (peer.stage == Peer.Stage.TAKING && peer.maybePush != null) {
                needed = Math.min(needed, peer.maybePush.seq() + 1);
            }
        }
        int drop = (int) (needed - logFirst);
        if (drop > 4096 || drop == log.size()) {
            log.subList(0, drop).clear();
            logFirst = needed;
        }
    }

    /**
     * Whether a peer that holds everything up to {@code seq} may go on from there. One that is further behind than the log
     * is meant to reach has to take the snapshot again: as long as it follows, nothing after it can be dropped.
     */
    boolean reaches(long seq) {
        return seq + 1 >= logFirst && lastSeq - seq <= LOG_MAX;
    }

    /**
     * Everything up to here is held by every store of these views, this one's file among them, and by every counted peer
     * (R2).
     */
    long heldBy(List<View> views) {
        return Math.min(filing.reached(), Math.min(heldByStores(views), heldByCounted()));
    }

    private long heldByStores(List<View> views) {
        long held = Long.MAX_VALUE;
        for (View view : views) {
            for (StoreRef store : view.inSync()) {
                if (!store.equals(outbox.config().store())) {
                    held = Math.min(held, ackedOf(store));
                }
            }
        }
        return held;
    }

    /** Joiners too, from before the view write that brings them in. */
    private long heldByCounted() {
        long held = Long.MAX_VALUE;
        for (Peer peer : peers) {
            if (peer.counted) {
                held = Math.min(held, peer.acked);
            }
        }
        return held;
    }

    private long ackedOf(StoreRef store) {
        for (Peer peer : peers) {
            if (peer.isStore(store)) {
                return peer.follows() ? peer.acked : -1;
            }
        }
        return -1;
    }

    /**
     * Answers all that wait for nothing beyond {@code held}.
     *
     * @param permitting whether answers that let a task start may go as well; else they wait on
     */
    void answerUpTo(long held, boolean permitting) {
        if (permitting) {
            answered = Math.max(answered, held);
        }
        Iterator<List<Pending>> due = pending.headMap(held, true).values().iterator();
        while (due.hasNext()) {
            List<Pending> answers = due.next();
            for (Pending answer : answers) {
                if (permitting || !answer.permits()) {
                    ready.add(answer);
                }
            }
            if (permitting) {
                due.remove();
            } else {
                answers.removeIf(answer -> !answer.permits());
                if (answers.isEmpty()) {
                    due.remove();
                }
            }
        }
        Pending next = ready.poll();
        while (next != null) {
            next.answer();
            next = ready.poll();
        }
    }
}

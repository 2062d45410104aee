package io.ballot.core.member;

import io.ballot.core.Filing;
import io.ballot.core.Outbox;
import io.ballot.core.registry.Registry;
import io.ballot.core.sync.Tails;
import io.ballot.core.sync.Trail;
import io.ballot.core.sync.TransferIn;
import io.ballot.core.sync.TransferOut;
import io.ballot.protocol.Entry;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Position;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * This node's copy of the cluster's memory, and the member's side of keeping it: give it to a new leader, take what the
 * leader pushes, apply entries strictly in the leader's order.
 *
 * <p>An entry that does not follow the last one is dropped, not kept: the leader sends again from the last
 * acknowledgement, so one rule serves loss, reordering and repetition.
 *
 * <p>Whatever is said here of this memory (a promise, an acknowledgement, having synced) is on file first: the same store
 * continues after a SIGKILL, and the leader goes on counting on it.
 */
public final class Replica {

    private static final long SAY_SYNCED_MS = 500;

    private final Outbox outbox;
    private final Registry registry;
    private final Trail trail = new Trail();
    private final TreeMap<Long, int[]> had = new TreeMap<>();
    private Filing filing;
    private long appliedSeq = -1;
    private long acknowledgedSeq = -1;
    private boolean synced;
    private TaskIds unanswered = TaskIds.EMPTY;
    private @Nullable Life maybeFollowed;
    private @Nullable NodeId maybePromisedTo;
    private Position askedFrom = Position.NONE;
    private Position givingFrom = Position.NONE;
    private long transfers;
    private @Nullable TransferOut maybeGiving;
    private @Nullable TransferIn maybeTaking;
    private long givingEpoch = -1;
    private long syncedTransfer;
    private long saidSyncedMs;

    Replica(Outbox outbox, Registry registry) {
        this.outbox = outbox;
        this.registry = registry;
        this.filing = new Filing(outbox.journal(), -1);
    }

    public Registry registry() {
        return registry;
    }

    /** Where this memory stands in the order that made it. */
    public Trail trail() {
        return trail;
    }

    public long appliedSeq() {
        return appliedSeq;
    }

    /** The highest epoch that this process was told of, or that its memory has a token of. */
    long knownEpoch() {
        return Math.max(outbox.promised(), Token.epoch(registry.highestToken()));
    }

    /** Whether the leader of the promised epoch has pushed its memory, and it is applied whole and on file. */
    public boolean isSynced() {
        return synced && filing.reached() >= 0;
    }

    void newEpoch() {
        synced = false;
        appliedSeq = -1;
        acknowledgedSeq = -1;
        filing = new Filing(outbox.journal(), -1);
        had.clear();
        maybeFollowed = null;
        maybePromisedTo = null;
        maybeGiving = null;
        maybeTaking = null;
    }

    /** What this process, while it led, took for new and never answered: the next leader hears of it. */
    public void ledWithoutAnswering(TaskIds ids) {
        unanswered = ids;
    }

    /** The leader applies its own entries itself; nothing is taken from anybody. */
    public void leads() {
        synced = true;
        maybeTaking = null;
    }

    /**
     * Gives all that this memory holds beyond the asker's, once the promise is on file. A repeated question does not start a
     * transfer that is on its way anew.
     */
    void give(NodeId leader, Position known) {
        maybePromisedTo = leader;
        askedFrom = known;
        givePromised();
    }

    private void givePromised() {
        NodeId leader = maybePromisedTo;
        if (leader == null || !outbox.isPromiseKept()) {
            return;
        }
        maybePromisedTo = null;
        outbox.send(leader, new Message.Promised(outbox.config().store().store(), unanswered));
        TransferOut giving = maybeGiving;
        boolean same = givingEpoch == outbox.promised() && givingFrom.equals(askedFrom);
        if (giving == null || giving.isDelivered() || !same) {
            givingEpoch = outbox.promised();
            givingFrom = askedFrom;
            synced = false;
            giving = new TransferOut(outbox, leader, ++transfers, 0, beyond(askedFrom));
            maybeGiving = giving;
            giving.pump();
        }
    }

    /** Where both stand in one order, the asker's memory being no further or no more behind than the trail; else everything. */
    private List<SnapshotPart> beyond(Position known) {
        boolean further = trail.end().isKnown()
                && trail.end().epoch() == known.epoch()
                && known.seq() >= trail.end().seq();
        return further || trail.reaches(known) ? trail.after(known) : registry.snapshot();
    }

    public void onSnapshotAck(Message.SnapshotAck ack) {
        if (maybeGiving != null) {
            maybeGiving.onAck(ack);
        }
    }

    /** A part of what the leader pushes. */
    public void onPushed(Life leader, Message.Snapshot part) {
        if (maybeTaking == null) {
            maybeTaking = new TransferIn(outbox, leader.node());
        }
        if (maybeTaking.onPart(part)) {
            List<SnapshotPart> parts = maybeTaking.take();
            Tails tails = Tails.maybeOf(parts);
            if (tails != null && !(trail.end().isKnown() && tails.after().equals(trail.end()))) {
                return; // it was meant for what this memory was before; who does not say to have synced is asked again
            }
            boolean alike = true;
            if (tails == null) {
                alike = replace(parts);
            } else {
                follow(tails);
            }
            appliedSeq = part.seq();
            trail.begin(alike ? new Position(outbox.promised(), appliedSeq) : Position.NONE);
            acknowledgedSeq = -1;
            synced = true;
            unanswered = TaskIds.EMPTY;
            had.clear();
            filing = new Filing(outbox.journal(), -1);
            filing.add(newestOnFile(), appliedSeq);
            syncedTransfer = part.transfer();
            maybeFollowed = leader;
            sayWhatIsOnFile();
        }
    }

    /** Once the journal holds this number, all of this memory is on file. */
    public long newestOnFile() {
        return outbox.journal().newest();
    }

    /** @return whether this memory is the leader's now, and nothing more: only then does it stand where the leader's stood */
    private boolean replace(List<SnapshotPart> parts) {
        boolean alike = registry.replaceWith(parts);
        outbox.journal().write(new JournalRecord.Whole(outbox.promised(), registry.snapshot()));
        return alike;
    }

    /** Takes what this memory lacks of the order that made it. What it has is on file, or on its way there. */
    public void follow(Tails tails) {
        List<Entry> lacking = tails.maybeAfter(trail.end());
        if (lacking == null || lacking.isEmpty()) {
            return;
        }
        for (Entry entry : lacking) {
            registry.apply(entry);
            trail.add(trail.end().plus(1), entry);
        }
        outbox.journal().write(new JournalRecord.Entries(lacking));
    }

    /** More of what was written is on file. */
    public void onJournaled() {
        givePromised();
        sayWhatIsOnFile();
    }

    private void sayWhatIsOnFile() {
        Life leader = maybeFollowed;
        if (leader == null || filing.reached() <= acknowledgedSeq) {
            return;
        }
        boolean first = acknowledgedSeq < 0;
        acknowledgedSeq = filing.reached();
        if (first) {
            saySynced(leader.node());
        } else {
            acknowledge(leader);
        }
    }

    private void saySynced(NodeId leader) {
        saidSyncedMs = outbox.now();
        outbox.send(leader, new Message.Synced(syncedTransfer));
    }

    void onTick(Role role, @Nullable NodeId maybeLeader) {
        if (maybeGiving != null && !maybeGiving.isDelivered()) {
            maybeGiving.pump();
        }
        boolean sayAgain = role == Role.SYNCING && isSynced() && outbox.now() - saidSyncedMs >= SAY_SYNCED_MS;
        if (sayAgain && maybeLeader != null) {
            saySynced(maybeLeader);
        }
    }

    /** Applies what follows the last applied entry and acknowledges how far that has come on file. */
    public void onReplicate(Life leader, Message.Replicate replicate) {
        if (!synced) {
            return;
        }
        had.headMap(replicate.confirmed(), true).clear();
        long seq = replicate.firstSeq();
        List<Entry> applied = new ArrayList<>(replicate.entries().size());
        for (Entry entry : replicate.entries()) {
            if (seq == appliedSeq + 1) {
                int[] already = registry.apply(entry);
                if (already.length > 0) {
                    had.put(seq, already);
                }
                applied.add(entry);
                appliedSeq = seq;
                trail.add(new Position(outbox.promised(), seq), entry);
            }
            seq++;
        }
        if (!applied.isEmpty()) {
            filing.add(outbox.journal().write(new JournalRecord.Entries(applied)), appliedSeq);
            sayWhatIsOnFile();
        } else if (acknowledgedSeq >= 0) {
            acknowledge(leader); // what it sends again was acknowledged, and that was lost
        }
    }

    private void acknowledge(Life leader) {
        List<Message.Had> bits = new ArrayList<>(had.size());
        had.forEach((at, tasks) -> bits.add(new Message.Had(at, tasks)));
        outbox.send(leader.node(), new Message.Ack(acknowledgedSeq, bits));
    }
}

package io.ballot.core.sync;

import io.ballot.core.Outbox;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.SnapshotPart;
import java.util.List;

/**
 * Sends the parts of one snapshot to one node: a window of parts on the way, the rest after acknowledgements, all
 * unacknowledged again when nothing moves.
 *
 * <p>A window, because a snapshot of tens of megabytes handed to the transport at once would push out the votes.
 */
public final class TransferOut {

    /** Parts on the way: 16 of at most 512 KiB each keep a fast link busy and a slow one below 8 MiB. */
    private static final int WINDOW = 16;

    private static final long RESEND_MS = 1000;

    private final Outbox outbox;
    private final NodeId to;
    private final long transfer;
    private final long seq;
    private final List<SnapshotPart> parts;
    private int acknowledged;
    private int sent;
    private long movedMs;

    public TransferOut(Outbox outbox, NodeId to, long transfer, long seq, List<SnapshotPart> parts) {
        this.outbox = outbox;
        this.to = to;
        this.transfer = transfer;
        this.seq = seq;
        this.parts = parts;
        this.movedMs = outbox.now();
    }

    public long transfer() {
        return transfer;
    }

    /** The leader's sequence that the snapshot stands at. */
    public long seq() {
        return seq;
    }

    /** Sends what the window allows; to be called at the start and at each tick. */
    public void pump() {
        if (outbox.now() - movedMs >= RESEND_MS && sent > acknowledged) {
            sent = acknowledged;
            movedMs = outbox.now();
        }
        while (sent < parts.size() && sent < acknowledged + WINDOW) {
            outbox.send(to, new Message.Snapshot(transfer, sent, seq, parts.get(sent)));
            sent++;
        }
    }

    /** An acknowledgement of less than before comes from a receiver that has begun anew: so does this transfer. */
    public void onAck(Message.SnapshotAck ack) {
        if (ack.transfer() != transfer || ack.next() == acknowledged) {
            return;
        }
        sent = ack.next() < acknowledged ? ack.next() : Math.max(sent, ack.next());
        acknowledged = Math.min(ack.next(), parts.size());
        movedMs = outbox.now();
        pump();
    }

    /** When the receiver last acknowledged something new. */
    public long movedMs() {
        return movedMs;
    }

    public boolean isDelivered() {
        return acknowledged == parts.size();
    }
}

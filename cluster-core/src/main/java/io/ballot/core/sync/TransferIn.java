package io.ballot.core.sync;

import io.ballot.core.Outbox;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.SnapshotPart;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the parts of the newest transfer from one node, in order; what is out of order or of an older transfer is
 * acknowledged as far as there is anything to say, and dropped.
 */
public final class TransferIn {

    private final Outbox outbox;
    private final NodeId from;
    private final List<SnapshotPart> parts = new ArrayList<>();
    private long transfer = -1;
    private int next;
    private boolean complete;
    private long movedMs;

    public TransferIn(Outbox outbox, NodeId from) {
        this.outbox = outbox;
        this.from = from;
        this.movedMs = outbox.now();
    }

    /** Takes a part. @return true exactly once for each transfer: when it has become whole */
    public boolean onPart(Message.Snapshot part) {
        if (part.transfer() < transfer) {
            return false;
        }
        if (part.transfer() > transfer) {
            transfer = part.transfer();
            restart();
        }
        boolean becameWhole = false;
        if (!complete && part.index() == next) {
            parts.add(part.part());
            next++;
            movedMs = outbox.now();
            if (part.part() instanceof SnapshotPart.End end) {
                if (end.parts() == next - 1) {
                    complete = true;
                    becameWhole = true;
                } else {
                    outbox.warn(
                            "transfer",
                            "the state that " + from + " sent ends after " + (next - 1) + " parts but says "
                                    + end.parts() + "; waiting for it to be sent again");
                    restart();
                }
            }
        }
        outbox.send(from, new Message.SnapshotAck(transfer, next));
        return becameWhole;
    }

    private void restart() {
        parts.clear();
        next = 0;
        complete = false;
    }

    /** The newest transfer of which a part came, -1 before the first. */
    public long transfer() {
        return transfer;
    }

    /** When the last part was taken. */
    public long movedMs() {
        return movedMs;
    }

    /** The parts of the whole transfer, handed over: this object forgets them. */
    public List<SnapshotPart> take() {
        List<SnapshotPart> taken = List.copyOf(parts);
        parts.clear();
        return taken;
    }
}

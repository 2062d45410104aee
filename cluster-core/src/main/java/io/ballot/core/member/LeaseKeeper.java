package io.ballot.core.member;

import io.ballot.core.Command;
import io.ballot.core.Outbox;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import java.util.List;

/**
 * This node's right to start and run tasks (R9): it ends at {@code send time of the last answered heartbeat + lease -
 * margin}, on this node's own monotonic clock.
 *
 * <p>Counted from the sending, since only that moment is certainly earlier than the leader's proof.
 */
public final class LeaseKeeper {

    /** Heartbeats that may be unanswered at once; an older one's answer is worth nothing any more. */
    private static final int OUTSTANDING = 64;

    private final Outbox outbox;
    private final long[] sentMs = new long[OUTSTANDING];
    private long number;
    private long lastSentMs = Long.MIN_VALUE / 2;
    private long leaseMs;
    private long marginMs;
    private long untilMs = Long.MIN_VALUE / 2;
    private long answeredMs = Long.MIN_VALUE / 2;

    LeaseKeeper(Outbox outbox) {
        this.outbox = outbox;
        this.leaseMs = outbox.config().times().leaseMs();
        this.marginMs = outbox.config().times().leaseMarginMs();
    }

    /** The view's times count from now on. */
    void use(long newLeaseMs, long newMarginMs) {
        leaseMs = newLeaseMs;
        marginMs = newMarginMs;
    }

    void beat(NodeId leader, long appliedSeq, List<QueuePartition> owned) {
        if (outbox.now() - lastSentMs >= outbox.config().heartbeatMs()) {
            lastSentMs = outbox.now();
            number++;
            sentMs[(int) (number % OUTSTANDING)] = lastSentMs;
            outbox.send(leader, new Message.Heartbeat(number, Math.max(0, appliedSeq), owned));
        }
    }

    /** The next heartbeat goes out at once: a leader was found. */
    void hasten() {
        lastSentMs = Long.MIN_VALUE / 2;
    }

    void onLease(Message.Lease lease) {
        answeredMs = outbox.now();
        if (lease.number() <= number - OUTSTANDING || lease.number() > number) {
            return;
        }
        long until = sentMs[(int) (lease.number() % OUTSTANDING)] + leaseMs - marginMs;
        if (until > untilMs) {
            untilMs = until;
            outbox.command(new Command.LeaseUntil(until));
        }
    }

    /** The leader was heard in some other way. */
    void heard() {
        answeredMs = outbox.now();
    }

    public boolean isValid() {
        return outbox.now() < untilMs;
    }

    public long untilMs() {
        return untilMs;
    }

    /** How long ago the leader was last heard, on this node's clock. */
    long silentMs() {
        return outbox.now() - answeredMs;
    }
}

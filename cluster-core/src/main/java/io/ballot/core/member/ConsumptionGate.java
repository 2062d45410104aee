package io.ballot.core.member;

import io.ballot.core.Command;
import io.ballot.core.Command.Consumption;
import io.ballot.core.Outbox;
import io.ballot.protocol.Id128;

/**
 * Whether this node takes part in its consumer groups (F1, F2): fetching while it is in-sync; polling without fetching
 * for a while after it was not, so that a short absence moves no partition; out of the groups after {@code stuck.ms}.
 */
final class ConsumptionGate {

    private final Outbox outbox;
    private Consumption current = Consumption.OFF;
    private boolean startsAllowed;
    private boolean seeded;
    private boolean closed;
    private long lostMs;

    ConsumptionGate(Outbox outbox) {
        this.outbox = outbox;
    }

    void seed(Id128 hashSeed) {
        if (!seeded) {
            seeded = true;
            outbox.command(new Command.HashSeed(hashSeed));
        }
    }

    /** No more fetching: the node is about to leave. Tasks that were handed over may still start and end. */
    void close() {
        closed = true;
        if (current == Consumption.ON) {
            set(Consumption.PAUSED);
        }
    }

    void leave() {
        closed = true;
        set(Consumption.OFF);
    }

    boolean isOff() {
        return current == Consumption.OFF;
    }

    /**
     * To be told now and then. A role that consumes is not enough: a leader that can prove nothing to anybody (no ZooKeeper,
     * R9) has no lease either, and does not learn that it is alone.
     */
    void update(Role role, boolean hasLease) {
        boolean allow = role.consumes();
        if (allow != startsAllowed) {
            startsAllowed = allow;
            outbox.command(new Command.AllowStarts(allow));
            lostMs = allow ? outbox.now() : lostMs;
        }
        if (closed || !seeded) {
            return;
        }
        if (allow && hasLease) {
            lostMs = outbox.now();
        }
        boolean stuck = outbox.now() - lostMs >= outbox.config().stuckMs();
        if (allow && !stuck) {
            set(Consumption.ON);
        } else if (current != Consumption.OFF) {
            if (stuck) {
                outbox.warn(
                        "stuck",
                        (allow ? "no lease for " : "no leader for ")
                                + outbox.config().stuckMs()
                                + " ms: leaving the consumer groups so that others get the partitions");
            }
            set(stuck ? Consumption.OFF : Consumption.PAUSED);
        }
    }

    private void set(Consumption next) {
        if (current != next) {
            current = next;
            outbox.command(new Command.Consume(next));
        }
    }
}

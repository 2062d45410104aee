package io.ballot.node.execution;

import java.util.function.LongSupplier;

/**
 * The node's lease as the executing threads see it: open while {@code now < until} on the node's monotonic clock (R9).
 *
 * <p>Shut until the first lease is told.
 */
final class LeaseGate {

    private static final long NEVER_MS = Long.MIN_VALUE;

    private final LongSupplier clockMs;
    private volatile long untilMs = NEVER_MS;
    private volatile boolean startsAllowed = true;
    private volatile boolean closed;

    LeaseGate(LongSupplier clockMs) {
        this.clockMs = clockMs;
    }

    long nowMs() {
        return clockMs.getAsLong();
    }

    long untilMs() {
        return untilMs;
    }

    boolean isOpen() {
        return !closed && clockMs.getAsLong() < untilMs;
    }

    /** Milliseconds that are left, 0 when the lease is over. */
    long remainingMs() {
        long until = untilMs;
        long now = clockMs.getAsLong();
        return closed || now >= until ? 0 : until - now;
    }

    synchronized void until(long untilMs) {
        this.untilMs = untilMs;
        notifyAll();
    }

    /** Whether tasks may begin; what runs goes on under the lease either way (F1). */
    synchronized void allowStarts(boolean allowed) {
        startsAllowed = allowed;
        notifyAll();
    }

    /** Whether a task may begin now. */
    boolean mayStart() {
        return startsAllowed && isOpen();
    }

    /** Shuts it for good. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits while nothing may begin and the lease stays the one that was seen; may return early. */
    synchronized void awaitOther(long seenUntilMs) {
        try {
            while (!closed && untilMs == seenUntilMs && !mayStart()) {
                wait();
            }
        } catch (InterruptedException e) {
            // Left over from users' code, since nobody interrupts a thread here: the caller looks again.
        }
    }
}

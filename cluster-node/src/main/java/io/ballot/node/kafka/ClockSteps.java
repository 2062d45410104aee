package io.ballot.node.kafka;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells from two clocks by how much the wall clock was set back since it was last asked: the monotonic clock says how far it
 * should have come. Used by one thread.
 *
 * <p>A clock that is slewed loses half a millisecond a second, and no look comes near the bound.
 */
final class ClockSteps {

    /**
     * Less is waited out: Kafka's clients stand still for as long as the step is, and a group forgives 10 s, while opening
     * them anew is a rebalance.
     */
    static final long BACK_MS = 2_000;

    /** A thread that was held up for longer between the two clocks has read nothing. */
    private static final long READ_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier wallMs;
    private final LongSupplier monotonicNanos;
    /** Wall clock minus monotonic clock. */
    private long aheadMs;

    private boolean known;

    ClockSteps(LongSupplier wallMs, LongSupplier monotonicNanos) {
        this.wallMs = wallMs;
        this.monotonicNanos = monotonicNanos;
    }

    /** By how much it went back since the last time this was asked; 0 unless that is more than {@link #BACK_MS}. */
    long wentBackMs() {
        long before = monotonicNanos.getAsLong();
        long wall = wallMs.getAsLong();
        if (monotonicNanos.getAsLong() - before > READ_NANOS) {
            return 0; // what has happened is told by the next look: nothing of it was noted
        }
        long now = wall - TimeUnit.NANOSECONDS.toMillis(before);
        long back = known ? aheadMs - now : 0;
        aheadMs = now;
        known = true;
        return back > BACK_MS ? back : 0;
    }
}

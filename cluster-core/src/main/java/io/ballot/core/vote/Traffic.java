package io.ballot.core.vote;

import java.util.Arrays;

/**
 * What is claimed of one partition, and from it how many records one {@code zk.grace.ms} at full rate may take: so far
 * ahead its ceiling has to be (R4).
 *
 * <p>It counts at once: ZooKeeper may go in the first second of a load. But a rate seen for a moment may be a poll that
 * fetches far ahead of slow tasks, and what is reserved beyond need is doubtful after a loss of all memory; so a moment
 * reserves {@link #GUESSED_MAX} records at most. More takes a rate that most of the last windows have seen, or the traffic
 * itself.
 */
final class Traffic {

    /** Most that is reserved on the word of a moment, or of another partition. */
    static final long GUESSED_MAX = 16_384;

    static final long WINDOW_MS = 1_000;
    private static final int WINDOWS = 8;

    /** Of one grace: all that was claimed, the most in one window, the most that most of {@link #WINDOWS} have reached. */
    private static final class Span {
        long claimed;
        long peak;
        long sustained;
    }

    private final long spanMs;
    private final long windowsOfSpan;
    private final long[] windows = new long[WINDOWS];
    private int next;
    private long inWindow;
    private long windowMs;
    private long beganMs;
    private Span span = new Span();
    private Span before = new Span();

    Traffic(long nowMs, long graceMs) {
        this.spanMs = Math.max(graceMs, WINDOW_MS);
        this.windowsOfSpan = (spanMs + WINDOW_MS - 1) / WINDOW_MS;
        this.windowMs = nowMs;
        this.beganMs = nowMs;
    }

    void claimed(long nowMs, long records) {
        roll(nowMs);
        inWindow += records;
        span.claimed += records;
        span.peak = Math.max(span.peak, inWindow);
    }

    /** Records of the next grace, going by this one and the last. */
    long ofOneGrace(long nowMs) {
        roll(nowMs);
        return Math.max(ofOneGrace(span), ofOneGrace(before));
    }

    private long ofOneGrace(Span seen) {
        long guessed = Math.min(GUESSED_MAX, seen.peak * windowsOfSpan);
        return Math.max(Math.max(seen.claimed, seen.sustained * windowsOfSpan), guessed);
    }

    private void roll(long nowMs) {
        long over = (nowMs - windowMs) / WINDOW_MS;
        windowMs += over * WINDOW_MS;
        for (long window = 0; window < Math.min(over, WINDOWS); window++) {
            windows[next] = inWindow;
            next = (next + 1) % WINDOWS;
            inWindow = 0;
            span.sustained = Math.max(span.sustained, reachedByMost());
        }
        if (nowMs - beganMs >= spanMs) {
            before = nowMs - beganMs >= 2 * spanMs ? new Span() : span;
            span = new Span();
            beganMs = nowMs;
        }
    }

    private long reachedByMost() {
        long[] sorted = windows.clone();
        Arrays.sort(sorted);
        return sorted[WINDOWS / 2 - 1];
    }
}

package io.ballot.core.member;

import io.ballot.core.Outbox;

/**
 * The time in which a follower does not hear its leader (F1): how long it has lasted, and what has to be caught up with
 * before this node follows again.
 */
final class Suspension {

    private final Outbox outbox;
    private long sinceMs;
    private long resumeSeq;

    Suspension(Outbox outbox) {
        this.outbox = outbox;
    }

    void begin() {
        sinceMs = outbox.now();
        resumeSeq = Long.MAX_VALUE;
    }

    /** The leader answers again, and has issued entries up to {@code seq}: the lowest such answer is enough. */
    void answered(long seq) {
        resumeSeq = Math.min(resumeSeq, seq);
    }

    boolean isCaughtUp(long appliedSeq) {
        return appliedSeq >= resumeSeq;
    }

    boolean isOver(long graceMs) {
        return outbox.now() - sinceMs >= graceMs;
    }
}

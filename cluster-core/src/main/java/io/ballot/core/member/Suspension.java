package io.ballot.core.member;

import io.ballot.core.Outbox;
import io.ballot.protocol.Times;
import io.ballot.protocol.View;
import org.jspecify.annotations.Nullable;

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

    /** Whether the grace time is over, which is the view's, where one is known. */
    boolean isOver(@Nullable View maybeView) {
        Times times = maybeView == null ? outbox.config().times() : maybeView.times();
        return outbox.now() - sinceMs >= times.suspendGraceMs();
    }
}

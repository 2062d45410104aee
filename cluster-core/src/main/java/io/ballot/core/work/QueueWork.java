package io.ballot.core.work;

import io.ballot.core.Arrows;
import io.ballot.core.QueuePolicy;
import java.util.ArrayDeque;

/**
 * One queue on this node: how many tasks its workers may have in hand, and what was counted.
 *
 * <p>The window (R13) is the concurrency plus what starts within 10 ms, by the rate at which tasks have ended lately: that
 * many tasks are marked RUNNING ahead, so that no worker waits for a round trip, and no more of them have to be checked
 * when this node dies.
 */
final class QueueWork {

    private static final long AHEAD_MS = 10;
    private static final int AHEAD_MAX = 8192;
    private static final long RATE_WINDOW_MS = 50;

    /** Enough for a round of votes, fetches and a pause of the collector in between. */
    private static final long FETCH_AHEAD_MS = 25;

    private static final int FETCH_AHEAD_MIN = 16_384;

    final QueuePolicy policy;
    final Arrows<Phase> arrows;
    /** Claims that have tasks in GRANTED, oldest first. */
    final ArrayDeque<ClaimWork> granted = new ArrayDeque<>();
    /** Tasks in MARKING, HANDED or STOPPING, and those that a vote on its way may bring as RUNNING. */
    int inHand;
    /** Tasks that have yet to start and wait for nothing but an answer and a worker. */
    int onTheirWay;

    long executed;
    long failedAttempts;
    long suppressed;
    long doubts;
    long parked;
    long deadLetters;
    long checks;
    long grants;
    final Decisions decisions = new Decisions();
    final VoteTimes voteTimes = new VoteTimes();

    private long windowBeganMs;
    private long endedInWindow;
    private double endedPerMs;

    QueueWork(QueuePolicy policy, Arrows<Phase> arrows) {
        this.policy = policy;
        this.arrows = arrows;
    }

    void ended(int tasks, long nowMs) {
        endedInWindow += tasks;
        long passed = nowMs - windowBeganMs;
        if (passed >= RATE_WINDOW_MS) {
            double rate = (double) endedInWindow / passed;
            endedPerMs = passed > 10 * RATE_WINDOW_MS ? rate : (endedPerMs + rate) / 2;
            windowBeganMs = nowMs;
            endedInWindow = 0;
        }
    }

    /** How many more tasks may be marked now. */
    int free() {
        int ahead = (int) Math.min(AHEAD_MAX, endedPerMs * AHEAD_MS);
        return Math.max(0, policy.concurrency() + ahead - inHand);
    }

    /**
     * Whether what is on its way feeds the workers for long enough. More would only wait, in memory that the collector has to
     * walk and that has left the caches by the time it is needed.
     */
    boolean hasEnough() {
        return onTheirWay >= enough();
    }

    /** Whether there is room again for more than a poll. */
    boolean hasRoom() {
        return onTheirWay <= enough() / 2;
    }

    private double enough() {
        return Math.max(FETCH_AHEAD_MIN, endedPerMs * FETCH_AHEAD_MS);
    }
}

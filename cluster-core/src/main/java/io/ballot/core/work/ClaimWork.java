package io.ballot.core.work;

import io.ballot.protocol.Claim;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Outcome;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One claim of this node with the phase of each of its tasks, as parallel arrays.
 *
 * <p>Kept until the group's committed offset has passed its records and all reports are acknowledged: until then peers
 * may ask for evidence of it.
 */
final class ClaimWork {

    private static final Phase[] PHASES = Phase.values();

    final PartitionWork partition;
    final Claim claim;
    final long[] tokens;
    final byte[] attempts;
    /** Outcome of what ended, by code. */
    final byte[] outcomes;

    private final byte[] phases;
    private final int[] counts = new int[PHASES.length];
    private long @Nullable [] maybeDueMs;
    private byte @Nullable [] maybeCauses;
    private byte @Nullable [] maybeTries;
    private @Nullable String @Nullable [] maybeReasons;
    private boolean @Nullable [] maybeNotExecuted;
    final long openedMs;
    long askedMs;
    /** When its vote was last sent; apart from askedMs, or questions about some tasks put off the lost vote of others. */
    long lastVoteMs;
    /** When its vote first left; negative before. */
    long votedMs = -1;

    int startNow;
    int openReports;

    ClaimWork(PartitionWork partition, Claim claim, long nowMs) {
        this.partition = partition;
        this.claim = claim;
        int size = claim.size();
        this.tokens = new long[size];
        this.attempts = new byte[size];
        this.outcomes = new byte[size];
        this.phases = new byte[size];
        this.counts[Phase.VOTED.ordinal()] = size;
        partition.queue.onTheirWay += size;
        this.openedMs = nowMs;
        this.askedMs = nowMs;
        this.lastVoteMs = nowMs;
    }

    long no() {
        return claim.claimNo();
    }

    int size() {
        return phases.length;
    }

    Phase phase(int i) {
        return PHASES[phases[i]];
    }

    int count(Phase phase) {
        return counts[phase.ordinal()];
    }

    /** Moves a task on. Every change of a phase goes through here. */
    void move(int i, Phase next) {
        partition.queue.arrows.take(phase(i), next);
        partition.queue.onTheirWay += (next.isOnItsWay() ? 1 : 0) - (phase(i).isOnItsWay() ? 1 : 0);
        counts[phases[i]]--;
        phases[i] = (byte) next.ordinal();
        counts[phases[i]]++;
    }

    int countUnstarted() {
        int unstarted = 0;
        for (Phase phase : PHASES) {
            if (phase.isUnstarted()) {
                unstarted += count(phase);
            }
        }
        return unstarted;
    }

    /** Tasks that may run, or whose end is not recorded yet. */
    int countBusy() {
        return count(Phase.HANDED) + count(Phase.STOPPING) + count(Phase.SIDE) + count(Phase.REPORTING);
    }

    boolean isOver() {
        return openReports == 0 && count(Phase.DECIDED) + count(Phase.CLOSED) + count(Phase.MOVED) == phases.length;
    }

    /** Index of the task with that offset, or negative. Without gaps it is where the distance to the first one says. */
    int indexOf(long offset) {
        long[] offsets = claim.offsets();
        long guess = offset - offsets[0];
        return guess >= 0 && guess < offsets.length && offsets[(int) guess] == offset
                ? (int) guess
                : Arrays.binarySearch(offsets, offset);
    }

    Outcome outcome(int i) {
        return Outcome.of(outcomes[i]);
    }

    /** When a task in BACKOFF, or a side record to be tried again, is due. */
    long dueMs(int i) {
        return maybeDueMs == null ? 0 : maybeDueMs[i];
    }

    void due(int i, long atMs) {
        if (maybeDueMs == null) {
            maybeDueMs = new long[phases.length];
        }
        maybeDueMs[i] = atMs;
    }

    DoubtCause cause(int i) {
        return maybeCauses == null ? DoubtCause.FILTER : DoubtCause.of(maybeCauses[i]);
    }

    void cause(int i, DoubtCause cause) {
        if (maybeCauses == null) {
            maybeCauses = new byte[phases.length];
        }
        maybeCauses[i] = cause.code();
    }

    /** Why a task is put aside: every try to write it there says the same. */
    String reason(int i) {
        String maybeReason = maybeReasons == null ? null : maybeReasons[i];
        return maybeReason == null ? "" : maybeReason;
    }

    void reason(int i, String reason) {
        if (maybeReasons == null) {
            maybeReasons = new String[phases.length];
        }
        maybeReasons[i] = reason;
    }

    /** Whether the queue's check has said that the task was not executed. */
    boolean saidNotExecuted(int i) {
        return maybeNotExecuted != null && maybeNotExecuted[i];
    }

    void saysNotExecuted(int i, boolean word) {
        if (maybeNotExecuted == null) {
            maybeNotExecuted = new boolean[phases.length];
        }
        maybeNotExecuted[i] = word;
    }

    /** Counts another try of the check. @return how many there were, this one included */
    int anotherTry(int i) {
        if (maybeTries == null) {
            maybeTries = new byte[phases.length];
        }
        return ++maybeTries[i];
    }

    /** Indexes of the tasks in that phase, ascending, in a fresh array of exactly that length. */
    int[] in(Phase phase) {
        int[] found = new int[count(phase)];
        int at = 0;
        for (int i = 0; i < phases.length && at < found.length; i++) {
            if (phases[i] == phase.ordinal()) {
                found[at++] = i;
            }
        }
        return found;
    }

    long[] offsets(int[] tasks) {
        long[] offsets = new long[tasks.length];
        for (int k = 0; k < tasks.length; k++) {
            offsets[k] = claim.offsets()[tasks[k]];
        }
        return offsets;
    }
}

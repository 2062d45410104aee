package io.ballot.core.registry;

import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskState;

/**
 * How an entry's state may move under one token, and which of two memories' states is the later one.
 *
 * <pre>
 * from \ to             RUNNING  RELEASED  ORPHANED  failed  final
 * GRANTED                  x        x         x        x       x
 * RUNNING                  .        x         x        x       x     RELEASED: the holder's own word (R14)
 * RELEASED                 .        .         .        .       x     only a new grant follows, but for evidence
 * ORPHANED                 .        .         .        x       x
 * EXECUTED, failed         .        x         .        .       x     RELEASED: its holder leaves the next attempt to others
 * EXECUTED, final          .        .         .        .       .
 * </pre>
 *
 * <p>A final outcome counts from every state: it is exact evidence of an execution, and to refuse it because of an odd order
 * would be to run the task again.
 */
final class Moves {

    private static final int OUTCOME_SHIFT = 3;
    private static final int STATE_MASK = (1 << OUTCOME_SHIFT) - 1;

    private Moves() {}

    /** State and outcome in one byte, never negative. */
    static byte pack(TaskState state, Outcome outcome) {
        return (byte) (state.code() | outcome.code() << OUTCOME_SHIFT);
    }

    static TaskState state(byte packed) {
        return TaskState.of(packed & STATE_MASK);
    }

    static Outcome outcome(byte packed) {
        return Outcome.of(packed >> OUTCOME_SHIFT);
    }

    /** Whether the process that holds the entry may still run it. */
    static boolean isHeld(byte packed) {
        int state = packed & STATE_MASK;
        return state == TaskState.GRANTED.ordinal() || state == TaskState.RUNNING.ordinal();
    }

    static boolean isFinal(byte packed) {
        return (packed & STATE_MASK) == TaskState.EXECUTED.ordinal()
                && outcome(packed).isFinal();
    }

    private static boolean isFailed(byte packed) {
        return state(packed) == TaskState.EXECUTED && !isFinal(packed);
    }

    static boolean isLegal(byte from, byte to) {
        if (isFinal(to)) {
            return !isFinal(from);
        }
        return switch (state(to)) {
            case RUNNING -> state(from) == TaskState.GRANTED;
            case RELEASED -> isHeld(from) || (outcome(to) != Outcome.NONE && isFailed(from));
            case ORPHANED -> isHeld(from);
            case EXECUTED -> isHeld(from) || state(from) == TaskState.ORPHANED;
            case GRANTED, COMMITTED -> false;
        };
    }

    /**
     * The later of two states of one token, as two memories have it (R3). RELEASED is later than RUNNING: no RUNNING ever
     * follows a release, and the release is the holder's own word. A release after a failure keeps that outcome, and is
     * later than the failure.
     */
    static byte later(byte one, byte other) {
        int byRank = Integer.compare(rank(one), rank(other));
        if (byRank != 0) {
            return byRank > 0 ? one : other;
        }
        return outcome(one).compareTo(outcome(other)) <= 0 ? one : other;
    }

    private static int rank(byte packed) {
        return switch (state(packed)) {
            case GRANTED -> 0;
            case RUNNING -> 1;
            case RELEASED -> outcome(packed) == Outcome.NONE ? 2 : 5;
            case ORPHANED -> 3;
            case EXECUTED -> isFinal(packed) ? 6 : 4;
            case COMMITTED -> 7;
        };
    }
}

package io.ballot.core.work;

import io.ballot.core.Arrows;
import java.util.EnumSet;

/** How far this node is with one task of one of its claims. */
enum Phase {
    /** The vote is on its way; no answer yet. */
    VOTED,
    /** Somebody else holds or resolves it (D2). */
    WAITING,
    /** The leader is resolving it for this node (D1). */
    DOUBT,
    /** The queue's check is running. */
    CHECKING,
    /** Granted, waits for a place in the window (R13). */
    GRANTED,
    /** Its RUNNING mark is on its way. */
    MARKING,
    /** Marked and handed to the workers; may be running. */
    HANDED,
    /** Handed over, then cancelled; its end has not been told yet. */
    STOPPING,
    /** This attempt failed; waits for its next one. */
    BACKOFF,
    /** Its dead letter or parked record is being written. */
    SIDE,
    /** Decided not to run, in the ledger soon: the report of that is on its way. */
    REPORTING,
    /** Its record may be committed. */
    DECIDED,
    /** Given up under this claim; the record is claimed anew if its partition is still here. */
    CLOSED,
    /** Claimed anew, under another claim. */
    MOVED;

    static final Arrows.Table<Phase> MOVES = Arrows.Table.of(Phase.class)
            .from(VOTED, EnumSet.of(WAITING, DOUBT, CHECKING, GRANTED, HANDED, SIDE, REPORTING, DECIDED, CLOSED))
            .from(WAITING, EnumSet.of(WAITING, DOUBT, CHECKING, GRANTED, HANDED, SIDE, REPORTING, DECIDED, CLOSED))
            .from(DOUBT, EnumSet.of(WAITING, DOUBT, CHECKING, GRANTED, HANDED, SIDE, REPORTING, DECIDED, CLOSED))
            .from(CHECKING, EnumSet.of(DOUBT, SIDE, REPORTING, CLOSED))
            .from(GRANTED, EnumSet.of(MARKING, CLOSED))
            .from(MARKING, EnumSet.of(HANDED, CLOSED))
            .from(HANDED, EnumSet.of(STOPPING, BACKOFF, SIDE, DECIDED, CLOSED))
            .from(STOPPING, EnumSet.of(BACKOFF, SIDE, DECIDED, CLOSED))
            .from(BACKOFF, EnumSet.of(CLOSED))
            .from(SIDE, EnumSet.of(REPORTING))
            .from(REPORTING, EnumSet.of(DECIDED))
            .from(CLOSED, EnumSet.of(MOVED));

    /** Whether the task may still be granted, or was and has not been started. */
    boolean isUnstarted() {
        return this == VOTED
                || this == WAITING
                || this == DOUBT
                || this == CHECKING
                || this == GRANTED
                || this == MARKING;
    }

    /** Whether it will start as soon as the leader has answered and a worker is free: nothing else is in its way. */
    boolean isOnItsWay() {
        return this == VOTED || this == GRANTED || this == MARKING;
    }

    /** Whether nothing more will come of the task under this claim. */
    boolean isOver() {
        return this == DECIDED || this == CLOSED || this == MOVED;
    }

    /** Whether an interval or a notice makes this node ask again. */
    boolean asksAgain() {
        return this == WAITING || this == DOUBT;
    }
}

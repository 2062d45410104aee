package io.ballot.core.history;

/** One kind of thing that happens to a task, in the order in which they usually do. The history packs {@link #ordinal()}. */
public enum StepKind {
    /** This node asked the leader for it. */
    VOTED,
    /** The leader granted it; token and attempt are known, on the leader also to whom. */
    GRANTED,
    /** Another node holds or resolves it: it waits here. */
    BUSY,
    /** The leader could not say "new"; the detail is why. */
    DOUBT,
    /** A node was asked about a doubtful task; the detail is its answer. */
    EVIDENCE,
    /** The queue's check was asked, or has answered; the detail is its word. */
    CHECK,
    /** A final outcome was on record already: not run here. */
    DONE,
    /** Handed to the workers. */
    STARTED,
    /** An attempt ended; the detail is how. */
    ENDED,
    /** Given up unstarted. */
    RELEASED,
    /** Written to the parked topic; the detail is why. */
    PARKED,
    /** Written to the dead-letter topic; the detail is why. */
    DEAD_LETTER,
    /** The group's committed offset passed its record. */
    COMMITTED;

    private static final StepKind[] ALL = values();

    static StepKind of(int ordinal) {
        return ALL[ordinal];
    }
}

package io.ballot.core.vote;

/**
 * An answer that waits until an entry of the leader's order is held by everyone who must hold it (R2).
 */
interface Pending {

    /** A peer says that it had these fresh tasks of the entry already (V3); only an answer to a grant cares. */
    default void had(int[] tasks) {}

    /** Whether the answer lets a task start: not given below {@code min.insync} (R2). */
    default boolean permits() {
        return false;
    }

    /** Everyone holds the entry: answer. */
    void answer();
}

package io.ballot.worker;

/** The answer of an {@link IdempotencyCheck}. */
public enum Evidence {
    /** The task was executed: it is committed and not executed again. */
    EXECUTED,
    /** It was not: it is executed now. */
    NOT_EXECUTED,
    /** The check cannot tell: the task is parked for a person. */
    UNKNOWN
}

package io.ballot.node.config;

/** What decides a doubtful task when no evidence does (D3). */
public enum CheckType {
    /** Nobody: the task waits on the parked topic for a person. */
    PARK,
    /** It is not executed again. */
    NEVER,
    /** It is executed again; the worker is idempotent. */
    RERUN,
    /** A command line: exit 0 it was executed, 1 it was not, else unknown. */
    COMMAND,
    /** An {@code IdempotencyCheck} class in {@code plugins/} or on the class path. */
    CLASS,
    /** An {@code IdempotencyCheck} that the program around the node hands over. */
    EMBEDDED
}

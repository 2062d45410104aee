package io.ballot.node.config;

/** What a cluster does when no node of the last in-sync set comes back (R4). */
public enum UncleanStart {
    /** It starts; what may have been granted before is doubtful and goes to the check. */
    DOUBT,
    /** It waits until one of them is back. */
    STALL
}

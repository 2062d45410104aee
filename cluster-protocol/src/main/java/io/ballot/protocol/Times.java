package io.ballot.protocol;

/**
 * The times that must be one for all nodes of a cluster; stored in the view by the first leader. All in milliseconds.
 *
 * @param clockRateBoundPercent how much faster or slower than true time any node's clock may run
 */
public record Times(
        long leaseMs,
        long leaseMarginMs,
        long suspendGraceMs,
        long zkGraceMs,
        int clockRateBoundPercent,
        boolean uncleanDoubt,
        int minInsync) {

    /** {@code minInsync} value for "1 while fewer than three nodes are known, then 2". */
    public static final int AUTO = 0;

    /** How long a holder that nobody renews may go on, by any clock within the bound: lease, stretched, plus margin. */
    public long goneAfterMs() {
        return stretched(leaseMs) + leaseMarginMs;
    }

    /** {@code ms} of a fast clock as a slow clock counts them. */
    public long stretched(long ms) {
        return ms + (ms * 2L * clockRateBoundPercent + 99) / 100;
    }

    public int minInsync(int knownNodes) {
        return minInsync != AUTO ? minInsync : knownNodes < 3 ? 1 : 2;
    }
}

package io.ballot.protocol;

/**
 * The fencing token: {@code epoch << 40 | counter}, growing over all grants of the cluster (I11).
 *
 * <p>40 bits of counter are a million million grants in one reign; a leader that has used them up claims the next epoch.
 */
public final class Token {

    public static final int COUNTER_BITS = 40;
    public static final long COUNTER_MAX = (1L << COUNTER_BITS) - 1;
    /** No token: a report about a claim whose answer never arrived. */
    public static final long NONE = 0;

    private Token() {}

    public static long of(long epoch, long counter) {
        if (counter < 0 || counter > COUNTER_MAX) {
            throw new IllegalArgumentException("token counter " + counter + " of epoch " + epoch + " is out of range");
        }
        return epoch << COUNTER_BITS | counter;
    }

    public static long epoch(long token) {
        return token >>> COUNTER_BITS;
    }
}

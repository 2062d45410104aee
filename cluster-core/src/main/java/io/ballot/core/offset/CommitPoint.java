package io.ballot.core.offset;

import io.ballot.protocol.Id128;

/**
 * How far a partition is done: everything below {@code offset}, and single records above it.
 *
 * <p>Only the offset binds. The finished records above are a hint for whoever reads the partition next: they say where a
 * doubt is likely, and never drop a task (R6, R11), so 32 bits of each id are enough to notice that an offset no longer
 * means the record it meant.
 *
 * @param offset the next offset to be read, as Kafka counts; -1: nothing was read yet, nothing is to be committed
 * @param finished decided records above it, strictly ascending
 * @param prints {@link #fingerprint} of each one's task id
 */
@SuppressWarnings("ArrayRecordComponent") // packed on purpose; nobody writes after construction
public record CommitPoint(long offset, long[] finished, int[] prints) {

    private static final long[] NO_OFFSETS = {};
    private static final int[] NO_PRINTS = {};

    public CommitPoint {
        if (finished.length != prints.length) {
            throw new IllegalArgumentException(
                    finished.length + " finished offsets, " + prints.length + " fingerprints");
        }
    }

    /** A point with nothing finished above it. */
    public static CommitPoint at(long offset) {
        return new CommitPoint(offset, NO_OFFSETS, NO_PRINTS);
    }

    /** 32 bits of a task's id. The id is a keyed hash already, so any 32 of its bits are as good as others. */
    public static int fingerprint(long hi, long lo) {
        return (int) (hi ^ lo);
    }

    public static int fingerprint(Id128 id) {
        return fingerprint(id.hi(), id.lo());
    }

    @Override
    public String toString() {
        return offset + (finished.length == 0 ? "" : " and " + finished.length + " above");
    }
}

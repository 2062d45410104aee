package io.ballot.core.registry;

import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import java.util.Arrays;
import java.util.function.Consumer;

/** Gathers ids with their final outcomes, and cuts them into parts. */
final class OutcomesCutter {

    /** Most outcomes in a part: an id is two longs. */
    static final int MOST = SnapshotPart.MAX_WORDS / 2;

    private final Consumer<SnapshotPart.Recents> parts;
    private final long[] ids = new long[2 * MOST];
    private final byte[] outcomes = new byte[MOST];
    private int count;

    OutcomesCutter(Consumer<SnapshotPart.Recents> parts) {
        this.parts = parts;
    }

    void add(long hi, long lo, byte outcome) {
        ids[2 * count] = hi;
        ids[2 * count + 1] = lo;
        outcomes[count] = outcome;
        if (++count == MOST) {
            end();
        }
    }

    /** Hands over what is left. */
    void end() {
        if (count > 0) {
            parts.accept(new SnapshotPart.Recents(
                    TaskIds.wrap(Arrays.copyOf(ids, 2 * count)), Arrays.copyOf(outcomes, count)));
            count = 0;
        }
    }
}

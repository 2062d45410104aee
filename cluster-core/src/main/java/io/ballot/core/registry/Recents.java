package io.ballot.core.registry;

import io.ballot.protocol.Outcome;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import java.util.Arrays;
import java.util.List;

/**
 * What the latest tasks came to, after they left the ledger: exact evidence (R6) in a ring of bounded size, about 50
 * bytes an outcome.
 *
 * <p>Of two final outcomes of one id the one with the lower code stays, so that joining memories in any order gives the same;
 * either of them says the same thing to a vote.
 */
final class Recents {

    private static final int SMALLEST = 256;

    /** So many outcomes' cells are fetched together, see {@link IdIndex}. */
    private static final int TOGETHER = 32;

    private final int max;
    private final IdIndex index = new IdIndex() {
        @Override
        long hiOf(long value) {
            return his[(int) value - 1];
        }

        @Override
        long loOf(long value) {
            return los[(int) value - 1];
        }
    };
    private long[] his;
    private long[] los;
    private byte[] outcomes;
    private int next;
    private int size;

    Recents(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("room for " + max + " outcomes remembers nothing");
        }
        this.max = max;
        int room = Math.min(max, SMALLEST);
        his = new long[room];
        los = new long[room];
        outcomes = new byte[room];
    }

    /** This outcome will be kept soon, as the {@code nth} from now; the one that it will replace is fetched as well. */
    void fetch(long hi, long lo, int nth) {
        index.fetch(hi, lo);
        if (size == max) {
            int oldest = next + nth < max ? next + nth : (next + nth) % max;
            index.fetch(his[oldest], los[oldest]);
        }
    }

    /** Keeps many final outcomes, in their order. */
    void putAll(TaskIds ids, byte[] found) {
        int count = ids.size();
        for (int from = 0; from < count; from += TOGETHER) {
            int to = Math.min(count, from + TOGETHER);
            for (int i = from; i < to; i++) {
                fetch(ids.hi(i), ids.lo(i), i - from);
            }
            for (int i = from; i < to; i++) {
                put(ids.hi(i), ids.lo(i), found[i]);
            }
        }
    }

    /** So many more will be kept. */
    void reserve(int more) {
        int ids = (int) Math.min(max, (long) size + more);
        index.reserve(ids);
        if (ids > his.length && size < max) {
            grow(ids);
        }
    }

    /** Keeps a final outcome; the oldest goes when there is no room. */
    void put(long hi, long lo, byte outcome) {
        if (size == his.length && size < max) {
            grow((int) Math.min(max, his.length * 2L));
        }
        long known = index.putIfAbsent(hi, lo, next + 1);
        if (known != IdIndex.ABSENT) {
            int at = (int) known - 1;
            outcomes[at] = (byte) Math.min(outcomes[at], outcome);
            return;
        }
        if (size == his.length) {
            // Of the two cells that lead here now, this is the one with the old id's hash; if both have it, they are
            // alike.
            index.remove(his[next], los[next], next + 1);
        } else {
            size++;
        }
        his[next] = hi;
        los[next] = lo;
        outcomes[next] = outcome;
        next = next + 1 == max ? 0 : next + 1;
    }

    /** {@link Outcome#NONE} when nothing is known. */
    Outcome get(long hi, long lo) {
        long known = index.get(hi, lo);
        return known == IdIndex.ABSENT ? Outcome.NONE : Outcome.of(outcomes[(int) known - 1]);
    }

    /** Whether these are all that are known, in this order. */
    boolean isExactly(List<SnapshotPart.Recents> others) {
        int oldest = size < max ? 0 : next;
        int k = 0;
        for (SnapshotPart.Recents other : others) {
            for (int i = 0; i < other.ids().size(); i++, k++) {
                int at = oldest + k < size ? oldest + k : oldest + k - size;
                if (k >= size
                        || his[at] != other.ids().hi(i)
                        || los[at] != other.ids().lo(i)
                        || outcomes[at] != other.outcomes()[i]) {
                    return false;
                }
            }
        }
        return k == size;
    }

    int size() {
        return size;
    }

    int max() {
        return max;
    }

    /** Takes ids with their outcomes. */
    interface Visitor {
        void visit(long hi, long lo, byte outcome);
    }

    /** Oldest first. */
    void forEach(Visitor visitor) {
        int oldest = size < max ? 0 : next;
        for (int k = 0; k < size; k++) {
            int at = oldest + k < size ? oldest + k : oldest + k - size;
            visitor.visit(his[at], los[at], outcomes[at]);
        }
    }

    /** Until the ring is full it has not wrapped, so growing is copying. */
    private void grow(int room) {
        his = Arrays.copyOf(his, room);
        los = Arrays.copyOf(los, room);
        outcomes = Arrays.copyOf(outcomes, room);
    }
}

package io.ballot.core.sync;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Position;
import io.ballot.protocol.SnapshotPart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a memory stands in the order of one leader, and the last entries that brought it there.
 *
 * <p>All members apply one order, so two of them differ by its last few entries only, and mostly by none. Two numbers tell
 * that; to find it out from the memories themselves each would have to be read, or sent, whole: two generations of the filter
 * are 98 MB. Who stands in another order, or too far behind for this trail, or has just started, does send it whole.
 *
 * <p>A trail begins anew after each rotation, so that only the leader's own step and its {@code Replicate} rotate a filter (the
 * simulator's I13 counts on it), and after what a joiner has brought, so that its parts stay small.
 */
public final class Trail {

    /** Four times what is on the way to one peer at the most. */
    private static final int ENTRIES_MAX = 4096;

    /** Some 100 bytes each: 3 MB. */
    private static final int TASKS_MAX = 32_768;

    /** Of a part: some 60 bytes each keep it below half of the frame limit, as for entries on their usual way. */
    private static final int TASKS_PER_PART = 8192;

    private static final int ENTRIES_PER_PART = 1024;

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private Position end = Position.NONE;
    private int tasks;

    /** The memory was taken over whole, or is what a new order begins with. */
    public void begin(Position at) {
        entries.clear();
        tasks = 0;
        end = at;
    }

    /** This entry was applied to the memory, as the one that makes it stand at {@code at}. */
    public void add(Position at, Entry entry) {
        if (!at.equals(end.plus(1))) {
            begin(Position.NONE); // it stands in no order any more that others could know
            return;
        }
        end = at;
        entries.add(entry);
        tasks += tasksOf(entry);
        if (!(entry instanceof Entry.Grants || entry instanceof Entry.Changes || entry instanceof Entry.Committed)) {
            begin(at);
        }
        while (entries.size() > ENTRIES_MAX || tasks > TASKS_MAX) {
            tasks -= tasksOf(entries.remove());
        }
    }

    private static int tasksOf(Entry entry) {
        return Entry.tasks(List.of(entry));
    }

    /** {@link Position#NONE} while that is not known. */
    public Position end() {
        return end;
    }

    /** Whether a memory at that place lacks nothing but what is here. */
    public boolean reaches(Position from) {
        return end.isKnown()
                && from.epoch() == end.epoch()
                && from.seq() <= end.seq()
                && from.seq() >= end.seq() - entries.size();
    }

    /** What a memory at {@code from} lacks, in parts; nothing where it stands here or further. */
    public List<SnapshotPart> after(Position from) {
        List<SnapshotPart> parts = new ArrayList<>();
        int missing = (int) Math.max(0, end.seq() - from.seq());
        List<Entry> lacking = List.copyOf(entries).subList(entries.size() - missing, entries.size());
        int cut = 0;
        do {
            List<Entry> some = List.copyOf(lacking.subList(cut, cutAfter(lacking, cut)));
            parts.add(new SnapshotPart.Tail(end.plus(cut - missing), some));
            cut += some.size();
        } while (cut < missing);
        parts.add(new SnapshotPart.End(parts.size()));
        return parts;
    }

    /** As many as fit one part, one at least: a single entry fits a frame, as it did when it was sent the usual way. */
    private static int cutAfter(List<Entry> entries, int from) {
        int to = from;
        int tasks = 0;
        while (to < entries.size() && to - from < ENTRIES_PER_PART) {
            tasks += tasksOf(entries.get(to));
            if (to > from && tasks > TASKS_PER_PART) {
                return to;
            }
            to++;
        }
        return to;
    }
}

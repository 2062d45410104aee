package io.ballot.core.sync;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Position;
import io.ballot.protocol.SnapshotPart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Where a memory stands in the order of one leader, and the last entries that brought it there.
 *
 * <p>All members apply one order, so two of them differ by its last few entries only, and mostly by none. Two numbers tell
 * that; to find it out from the memories themselves each would have to be read, or sent, whole: two generations of the filter
 * are 98 MB. Who stands in another order, or too far behind for this trail, or has just started, does send it whole.
 *
 * <p>A trail begins anew after each rotation and after what a joiner has brought: bits are let go by nothing that was sent
 * this way, and its parts stay small.
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
        Iterator<Entry> all = entries.iterator();
        for (int passed = entries.size() - missing; passed > 0; passed--) {
            all.next();
        }
        Position after = end.plus(-missing);
        do {
            List<Entry> some = some(all);
            parts.add(new SnapshotPart.Tail(after, some));
            after = after.plus(some.size());
        } while (all.hasNext());
        parts.add(new SnapshotPart.End(parts.size()));
        return parts;
    }

    private static List<Entry> some(Iterator<Entry> from) {
        List<Entry> some = new ArrayList<>();
        int tasks = 0;
        while (from.hasNext() && some.size() < ENTRIES_PER_PART && tasks < TASKS_PER_PART) {
            Entry next = from.next();
            some.add(next);
            tasks += tasksOf(next);
        }
        return some;
    }
}

package io.ballot.core.sync;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Position;
import io.ballot.protocol.SnapshotPart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a {@link Trail}: a transfer that says where a memory stands, and what it has beyond a place.
 *
 * @param after where it begins
 * @param entries all of them, in their order
 */
public record Tails(Position after, List<Entry> entries) {

    /** Null for a memory that was sent whole, and for tails that do not follow one another. */
    public static @Nullable Tails maybeOf(@Nullable List<SnapshotPart> parts) {
        if (parts == null || parts.isEmpty() || !(parts.get(0) instanceof SnapshotPart.Tail first)) {
            return null;
        }
        List<Entry> entries = new ArrayList<>();
        for (SnapshotPart part : parts) {
            if (part instanceof SnapshotPart.Tail tail) {
                if (!tail.after().equals(first.after().plus(entries.size()))) {
                    return null;
                }
                entries.addAll(tail.entries());
            }
        }
        return new Tails(first.after(), entries);
    }

    /** Where that memory stands. */
    public Position end() {
        return after.plus(entries.size());
    }

    /** What a memory at {@code place}, of the same order, lacks of it; null where something between is missing. */
    public @Nullable List<Entry> maybeAfter(Position place) {
        long has = place.seq() - after.seq();
        if (place.epoch() != after.epoch() || has < 0) {
            return null;
        }
        return entries.subList((int) Math.min(has, entries.size()), entries.size());
    }
}

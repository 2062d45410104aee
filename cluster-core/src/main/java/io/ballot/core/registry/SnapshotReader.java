package io.ballot.core.registry;

import io.ballot.protocol.FilterParams;
import io.ballot.protocol.SnapshotPart;
import java.util.ArrayList;
import java.util.List;

/** Collects the parts of one transfer or file, in order, and says when it is whole. */
public final class SnapshotReader {

    private final List<SnapshotPart> parts = new ArrayList<>();
    private boolean whole;

    /**
     * Takes the next part.
     *
     * @return whether that was the last
     * @throws IllegalArgumentException when it cannot follow what came before: the giver is confused, the transfer worthless
     */
    public boolean add(SnapshotPart part) {
        if (whole) {
            throw new IllegalArgumentException(
                    "a part after the end: " + part.getClass().getSimpleName());
        }
        if (parts.isEmpty() != part instanceof SnapshotPart.Meta) {
            throw new IllegalArgumentException("part " + parts.size() + " of a snapshot cannot be "
                    + part.getClass().getSimpleName() + "; it begins with one Meta");
        }
        if (part instanceof SnapshotPart.End end) {
            if (end.parts() != parts.size()) {
                throw new IllegalArgumentException("a snapshot of " + end.parts() + " parts came with " + parts.size());
            }
            whole = true;
        } else if (part instanceof SnapshotPart.Tail) {
            throw new IllegalArgumentException("a tail within a whole memory");
        }
        parts.add(part);
        return whole;
    }

    public boolean isWhole() {
        return whole;
    }

    /** Parts so far. */
    public int count() {
        return parts.size();
    }

    /** The whole snapshot. @throws IllegalStateException before the last part has come */
    public List<SnapshotPart> parts() {
        if (!whole) {
            throw new IllegalStateException("only " + parts.size() + " parts have come, the end has not");
        }
        return parts;
    }

    /** The beginning of a snapshot that is whole and of that shape. @throws IllegalArgumentException when it is not */
    static SnapshotPart.Meta check(List<SnapshotPart> snapshot, FilterParams expected) {
        SnapshotReader reader = new SnapshotReader();
        snapshot.forEach(reader::add);
        if (!reader.isWhole()) {
            throw new IllegalArgumentException("a snapshot of " + snapshot.size() + " parts has no end");
        }
        SnapshotPart.Meta meta = (SnapshotPart.Meta) snapshot.get(0);
        if (!meta.filter().equals(expected)) {
            throw new IllegalArgumentException(
                    "a filter of " + meta.filter() + " cannot be joined with one of " + expected);
        }
        return meta;
    }
}

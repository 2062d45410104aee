package io.ballot.protocol;

import java.util.List;

/**
 * One change of what a store must still know after its process was killed: it is on file before anybody is told that it
 * happened here.
 *
 * <p>A journal is a list of these. What they mean, read in their order, is the store's memory; see
 * {@link SnapshotPart} for the pieces of a whole one.
 */
public sealed interface JournalRecord {

    /** Nothing of an epoch below this one is accepted any more (R1). */
    record Promise(long epoch) implements JournalRecord {}

    /** Applied in this order to what was known before. */
    record Entries(List<Entry> entries) implements JournalRecord {}

    /**
     * From here on the memory is exactly this one; records before it tell nothing that is still needed.
     *
     * @param epoch the promise at this moment
     * @param parts a whole snapshot
     */
    record Whole(long epoch, List<SnapshotPart> parts) implements JournalRecord {}
}

package io.ballot.protocol.wire;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.SnapshotPart;
import java.util.List;

/**
 * One piece of a journal's file, bounded in size.
 *
 * <p>{@link Promise}, {@link Entries}, {@link Whole} and {@link Part} tell the memory, as {@link JournalRecord} does but in
 * pieces; the others tell whose it is and who wrote it. A file begins with one {@link Head}.
 */
public sealed interface JournalBlock {

    /** Whose memory follows. @param store its identity */
    record Head(String cluster, NodeId node, Id128 store) implements JournalBlock {}

    /**
     * A process goes on from here.
     *
     * @param boot which run of the operating system it is part of, {@link Id128#NONE} where that cannot be told: what was
     *     not forced to disk is there only as long as this run lasts
     * @param starts how often the node has been started, this time included
     * @param forced whether it forces to disk what it writes before anybody is told
     */
    record Started(Id128 boot, long starts, boolean forced) implements JournalBlock {}

    /** That process has ended in order: all it wrote stands before, and was forced to disk. */
    record Ended() implements JournalBlock {}

    /** As {@link JournalRecord.Promise}. */
    record Promise(long epoch) implements JournalBlock {}

    /** As {@link JournalRecord.Entries}, or a part of one: applied one after the other they do the same. */
    record Entries(List<Entry> entries) implements JournalBlock {}

    /** A {@link JournalRecord.Whole} begins. @param parts how many {@link Part} follow at once */
    record Whole(long epoch, int parts) implements JournalBlock {}

    record Part(SnapshotPart part) implements JournalBlock {}
}

package io.ballot.node.store;

import io.ballot.core.Recovery;
import io.ballot.protocol.Id128;
import io.ballot.protocol.wire.JournalBlock;
import io.ballot.protocol.wire.JournalCodec;
import io.ballot.protocol.wire.ProtocolException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the latest file of a journal told, as far as it was written whole.
 *
 * @param version the format it begins with
 * @param last the process that wrote the last of it
 * @param ended whether that process ended in order
 * @param goodEnd where the last whole record ends
 * @param tornBytes what follows there, cut while it was written
 */
record Found(
        Recovery recovery,
        Id128 store,
        JournalBlock.Started last,
        boolean ended,
        int version,
        long segment,
        long goodEnd,
        long tornBytes) {

    /**
     * Reads the file from its first to its last byte.
     *
     * @param boot this run of the operating system
     * @param readsUpTo the format of this version of Ballot
     * @throws DamagedJournalException when it is not what was written, or of another shape than configured
     * @throws StoreException when it is another cluster's or node's, or a later version's
     */
    static Found read(Path file, long segment, JournalSettings settings, Id128 boot, int readsUpTo)
            throws IOException, DamagedJournalException, StoreException {
        Replay replay = new Replay(settings.filter(), settings.recentOutcomesMax());
        try (SegmentReader reader = SegmentReader.open(file, segment, readsUpTo)) {
            while (reader.next(isForcedOverARestart(replay.maybeStarted(), boot))) {
                boolean isFirst = replay.maybeHead() == null;
                replay.take(decode(reader));
                JournalBlock.Head head = replay.maybeHead();
                if (isFirst && head != null) {
                    checkOwner(file, head, settings);
                }
            }
            JournalBlock.Head head = replay.maybeHead();
            JournalBlock.Started last = replay.maybeStarted();
            if (head == null || last == null || replay.isWithinWhole()) {
                throw new DamagedJournalException("it ends before what it begins with is whole");
            }
            return new Found(
                    replay.recovery(),
                    head.store(),
                    last,
                    replay.ended(),
                    reader.version(),
                    segment,
                    reader.goodEnd(),
                    reader.tornBytes());
        }
    }

    private static boolean isForcedOverARestart(JournalBlock.@Nullable Started writer, Id128 boot) {
        return writer != null && writer.forced() && !BootId.isSame(writer.boot(), boot);
    }

    private static JournalBlock decode(SegmentReader reader) throws DamagedJournalException {
        try {
            return JournalCodec.decode(reader.buffer(), reader.bodyAt(), reader.bodyLength());
        } catch (ProtocolException e) {
            throw new DamagedJournalException("a record before " + reader.goodEnd() + " has a right checksum and is no"
                    + " block of a journal: " + e.getMessage());
        }
    }

    private static void checkOwner(Path file, JournalBlock.Head head, JournalSettings settings) throws StoreException {
        if (!head.cluster().equals(settings.cluster()) || !head.node().equals(settings.node())) {
            throw new StoreException(file + " is the memory of node '" + head.node() + "' of cluster '"
                    + head.cluster() + "', not of node '" + settings.node() + "' of cluster '" + settings.cluster()
                    + "'; each node needs a data.dir of its own");
        }
    }
}

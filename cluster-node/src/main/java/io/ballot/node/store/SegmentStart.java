package io.ballot.node.store;

import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.wire.JournalBlock;
import io.ballot.protocol.wire.JournalCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Begins a file of the journal with a whole memory, so that the older ones are no longer needed.
 *
 * <p>It gets its name once that memory is whole, and they are deleted after that: whenever this is interrupted, one file
 * tells everything.
 */
final class SegmentStart {

    private final JournalSettings settings;
    private final Segments segments;
    private final int version;

    /** @param version the format of all files that it begins */
    SegmentStart(JournalSettings settings, Segments segments, int version) {
        this.settings = settings;
        this.segments = segments;
        this.version = version;
    }

    /** @param maybeMemory null for a store that knows nothing yet */
    SegmentWriter begin(
            long number, Id128 store, JournalBlock.Started started, JournalRecord.@Nullable Whole maybeMemory)
            throws IOException {
        Path unfinished = segments.unfinished(number);
        SegmentWriter writer = SegmentWriter.begin(unfinished, number, version);
        boolean done = false;
        try {
            writer.add(JournalCodec.encode(new JournalBlock.Head(settings.cluster(), settings.node(), store)));
            writer.add(JournalCodec.encode(started));
            if (maybeMemory != null) {
                JournalCodec.encode(maybeMemory, writer::add);
            }
            writer.commit(settings.forced());
            if (settings.forced()) {
                DurableFiles.rename(unfinished, segments.file(number));
            } else {
                Files.move(unfinished, segments.file(number), StandardCopyOption.ATOMIC_MOVE);
            }
            segments.deleteAllBut(number);
            done = true;
            return writer;
        } finally {
            if (!done) {
                writer.close();
                Files.deleteIfExists(unfinished);
            }
        }
    }
}

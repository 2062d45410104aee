package io.ballot.node.store;

import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.wire.JournalBlock;
import io.ballot.protocol.wire.JournalCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that a journal is being written to; another one whenever a whole memory comes. One thread writes. */
final class JournalFile {

    private static final Logger log = LoggerFactory.getLogger(JournalFile.class);

    private final JournalSettings settings;
    private final Segments segments;
    private final SegmentStart files;
    private final Id128 store;
    private final JournalBlock.Started started;
    private final Clock clock;
    private SegmentWriter writer;
    private volatile long bytes;
    private volatile Instant wholeSince;

    JournalFile(JournalSettings settings, JournalStart.Begun begun, Clock clock) {
        this.settings = settings;
        this.segments = new Segments(settings.directory().path());
        this.files = begun.files();
        this.store = begun.store();
        this.started = begun.started();
        this.clock = clock;
        this.writer = begun.writer();
        this.bytes = writer.bytes();
        this.wholeSince = clock.instant();
    }

    /** Adds a change; it is on file after {@link #commit}. */
    void add(JournalRecord change) throws CannotWriteException {
        if (change instanceof JournalRecord.Whole whole) {
            begin(whole);
            return;
        }
        try {
            JournalCodec.encode(change, writer::add);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private void begin(JournalRecord.Whole whole) throws CannotWriteException {
        commit();
        long next = writer.segment() + 1;
        try {
            SegmentWriter begun = files.begin(next, store, started, whole);
            SegmentWriter before = writer;
            writer = begun;
            before.close();
        } catch (IOException e) {
            throw new CannotWriteException("cannot begin " + segments.file(next), e);
        }
        bytes = writer.bytes();
        wholeSince = clock.instant();
        log.debug(
                "{}: {} begun with {} parts",
                settings.node(),
                path(),
                whole.parts().size());
    }

    /** All that was added is on file when this returns; forced to disk if that is wanted. */
    void commit() throws CannotWriteException {
        try {
            writer.commit(settings.forced());
            bytes = writer.bytes();
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** Takes back what nobody is told of, where that is still possible: the file then ends with a whole record. */
    private CannotWriteException refused(IOException cause) {
        try {
            writer.takeBack();
        } catch (IOException e) {
            cause.addSuppressed(e); // safe: the next start cuts it off
        }
        return new CannotWriteException("cannot write " + path(), cause);
    }

    /** The last word of an orderly end: all of it is on disk, whatever becomes of the machine. */
    void end() throws CannotWriteException {
        try {
            writer.add(JournalCodec.encode(new JournalBlock.Ended()));
            writer.commit(true);
            DurableFiles.syncDirectory(path());
            bytes = writer.bytes();
        } catch (IOException e) {
            throw refused(e);
        }
    }

    Path path() {
        return segments.file(writer.segment());
    }

    long bytes() {
        return bytes;
    }

    Instant wholeSince() {
        return wholeSince;
    }

    void close() {
        try {
            writer.close();
        } catch (IOException e) {
            // What counts was committed before; a channel that cannot be closed goes with the process.
            log.warn("{}: cannot close {}", settings.node(), path(), e);
        }
    }
}

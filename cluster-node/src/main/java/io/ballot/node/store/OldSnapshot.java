package io.ballot.node.store;

import io.ballot.core.Recovery;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory that an orderly stop of a version without journal left in the file {@code snapshot}. It is taken into the first
 * journal, so that an upgrade forgets nothing, and then used up: what the node answers afterwards is not in it.
 */
final class OldSnapshot {

    private static final Logger log = LoggerFactory.getLogger(OldSnapshot.class);

    private static final int BUFFER_BYTES = 64 * 1024;

    private final JournalSettings settings;
    private final Path file;

    OldSnapshot(JournalSettings settings) {
        this.settings = settings;
        this.file = settings.directory().path().resolve("snapshot");
    }

    /** A memory of the configured shape. */
    record Taken(Id128 store, JournalRecord.Whole whole, Recovery recovery) {}

    /** Null when there is none, or none that can be used; that is said then. */
    @Nullable
    Taken maybeTaken(Optional<KnownStart> maybeKnown) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
            Memory memory = SnapshotFormat.read(in, settings.cluster(), settings.node());
            KnownStart itself = new KnownStart(memory.store().store(), memory.starts());
            if (!maybeKnown.equals(Optional.of(itself))) {
                throw new SnapshotFormat.BadSnapshotException("it is not of the start that the cluster last saw");
            }
            Recovery recovery = new Recovery(settings.filter(), settings.recentOutcomesMax());
            JournalRecord.Whole whole = new JournalRecord.Whole(0, memory.parts());
            recovery.replay(whole);
            log.info("{}: memory {} taken from {} into the journal", settings.node(), itself.store(), file);
            return new Taken(itself.store(), whole, recovery);
        } catch (SnapshotFormat.BadSnapshotException | IllegalArgumentException e) {
            log.warn(
                    "{}: {} is not used: {}; the node starts as a new store without memory",
                    settings.node(),
                    file,
                    e.getMessage());
            return null;
        }
    }

    /** From now on nothing reads it; it is kept for people. */
    void retire() throws IOException {
        if (Files.exists(file)) {
            DurableFiles.rename(file, file.resolveSibling("snapshot.used"));
        }
    }
}

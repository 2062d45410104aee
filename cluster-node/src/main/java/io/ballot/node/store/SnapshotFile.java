package io.ballot.node.store;

import io.ballot.protocol.NodeId;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of an orderly stop, on file until the next start.
 *
 * <p>Without a journal the file proves the memory only up to the moment in which a process goes on from it: what it answers
 * afterwards is not in the file. So taking it uses it up, durably, before anybody hears of it; a crash afterwards starts
 * with a new store id, and R3 and R4 decide. A file that is not taken for good is kept aside for people.
 */
public final class SnapshotFile {

    private static final Logger log = LoggerFactory.getLogger(SnapshotFile.class);

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path file;
    private final String cluster;
    private final NodeId node;

    public SnapshotFile(DataDirectory directory, String cluster, NodeId node) {
        this.file = directory.path().resolve("snapshot");
        this.cluster = cluster;
        this.node = node;
    }

    /** Replaces what was there. When this returns the memory is on disk. */
    public void write(Memory memory) throws StoreException {
        try {
            DurableFiles.write(file, channel -> {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
                SnapshotFormat.write(out, cluster, memory);
                out.flush();
            });
            log.info("{}: memory {} written to {}", node, memory.store(), file);
        } catch (IOException e) {
            throw new StoreException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the memory and uses the file up: from now on it is {@code snapshot.used}, which nothing reads. Call it when
     * nothing but the node's own words can fail any more. A file that is damaged, or another node's, is a warning, becomes
     * {@code snapshot.bad}, and counts as absent.
     *
     * @throws StoreException when the file cannot be read or renamed, so that it is not known what the next start would find
     */
    public Optional<Memory> take() throws StoreException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Memory memory;
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
                memory = SnapshotFormat.read(in, cluster, node);
            } catch (SnapshotFormat.BadSnapshotException e) {
                Path aside = file.resolveSibling("snapshot.bad");
                DurableFiles.rename(file, aside);
                log.warn(
                        "{}: {} is not used: {}; kept as {}, the node starts without memory",
                        node,
                        file,
                        e.getMessage(),
                        aside.getFileName());
                return Optional.empty();
            }
            DurableFiles.rename(file, file.resolveSibling("snapshot.used"));
            log.info("{}: memory {} taken from {}", node, memory.store(), file);
            return Optional.of(memory);
        } catch (IOException e) {
            throw new StoreException("cannot take " + file + ": " + e.getMessage(), e);
        }
    }
}

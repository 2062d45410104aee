package io.ballot.node.store;

import io.ballot.protocol.Id128;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's directory, held by one process at a time.
 *
 * <p>The operating system's lock is what proves that an older life of the node is gone (R9), so the directory has an identity
 * of its own, {@link #id}, which member znodes and messages carry. It belongs to one cluster for good: a memory of another
 * one would make tasks look done that were never seen here.
 */
public final class DataDirectory implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);

    private final Path path;
    private final FileChannel lockFile;
    private final Id128 id;

    private DataDirectory(Path path, FileChannel lockFile, Id128 id) {
        this.path = path;
        this.lockFile = lockFile;
        this.id = id;
    }

    /**
     * Creates the directory if need be, and locks it until {@link #close} or the end of the process.
     *
     * @throws StoreException when another process holds it, when it is another cluster's, or when it cannot be written
     */
    public static DataDirectory open(Path path, String cluster) throws StoreException {
        try {
            Files.createDirectories(path);
            FileChannel lockFile = lock(path);
            boolean done = false;
            try {
                checkCluster(path, cluster);
                DataDirectory directory = new DataDirectory(path, lockFile, identity(path.resolve("directory.id")));
                done = true;
                return directory;
            } finally {
                if (!done) {
                    lockFile.close();
                }
            }
        } catch (IOException e) {
            throw new StoreException("cannot use data directory " + path + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        String text = String.valueOf(e.getMessage());
        return e.getClass() == IOException.class ? text : e.getClass().getSimpleName() + " " + text;
    }

    private static FileChannel lock(Path path) throws IOException, StoreException {
        FileChannel channel = FileChannel.open(
                path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean done = false;
        try {
            if (tryLock(channel) == null) {
                throw new StoreException("data directory " + path + " is in use by " + holder(channel)
                        + "; each node needs a data.dir of its own");
            }
            channel.truncate(0);
            byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            DurableFiles.writeFully(channel, ByteBuffer.wrap(pid));
            done = true;
            return channel;
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another node in this very process holds it
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        return pid.matches("[0-9]+") ? "process " + pid : "another process";
    }

    private static void checkCluster(Path path, String cluster) throws IOException, StoreException {
        Path file = path.resolve("cluster");
        if (!Files.exists(file)) {
            DurableFiles.write(file, cluster.getBytes(StandardCharsets.UTF_8));
            return;
        }
        String owner = Files.readString(file).strip();
        if (!owner.equals(cluster)) {
            throw new StoreException("data directory " + path + " belongs to cluster '" + owner + "', not to '"
                    + cluster + "'; use another data.dir");
        }
    }

    private static Id128 identity(Path file) throws IOException, StoreException {
        if (!Files.exists(file)) {
            SecureRandom random = new SecureRandom();
            Id128 drawn = new Id128(random.nextLong(), random.nextLong());
            DurableFiles.write(file, drawn.toString().getBytes(StandardCharsets.US_ASCII));
            return drawn;
        }
        String text = Files.readString(file).strip();
        try {
            return Id128.parse(text);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "data directory " + file.getParent()
                            + " has a damaged directory.id; delete that file if no other node" + " uses the directory",
                    e);
        }
    }

    /** Its identity; stays as long as the directory does. */
    public Id128 id() {
        return id;
    }

    public Path path() {
        return path;
    }

    /** Lets go of the lock. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            // The lock goes with the process at the latest, and nothing else hangs on this channel.
            log.warn("cannot close the lock of {}", path, e);
        }
    }
}

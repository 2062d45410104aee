package io.ballot.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that one process at a time uses a directory.
 *
 * <p>The lock is the operating system's: it goes with its process, also by SIGKILL, so it never has to be removed by
 * hand as a pid file would. The file itself stays; only the lock on it counts.
 */
final class DirectoryLock implements AutoCloseable {
    static final String FILE = "lock";
    private static final long POLL_MS = 50;

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of {@code directory}, waiting up to {@code waitMs} for a process that is just leaving.
     *
     * @throws IOException if another process holds it that long; the message says so with {@code holder}
     */
    static DirectoryLock acquire(Path directory, long waitMs, String holder) throws IOException {
        FileChannel channel = FileChannel.open(
                Files.createDirectories(directory).resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs);
        try {
            while (tryLock(channel) == null) {
                if (System.nanoTime() - deadline >= 0) {
                    throw new IOException(holder + " is running in " + directory + " already");
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
        } catch (IOException taken) {
            channel.close();
            throw taken;
        } catch (InterruptedException interrupted) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the lock of " + directory, interrupted);
        }
        return new DirectoryLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

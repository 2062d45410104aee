package io.ballot.node.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what commands of an earlier life of this node still run: only if their guards were killed together with the node is
 * there anything (R9). Whoever calls holds the lock of the node's data directory, so that no life but an earlier one can be
 * meant.
 */
final class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
    private static final String GROUP_SUFFIX = ".group";

    private final Path directory;
    private final long graceMs;

    Leftovers(Path directory, long graceMs) {
        this.directory = directory;
        this.graceMs = graceMs;
    }

    /** Ends them, waits for it, and empties the directory. */
    void end() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(directory)) {
            files = listed.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(GROUP_SUFFIX)) {
                String number = name.substring(0, name.length() - GROUP_SUFFIX.length());
                end(GuardRecord.read(file), directory.resolve(number + ".task"));
            }
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    private void end(GuardRecord record, Path idFile) throws IOException {
        String taskId = Files.exists(idFile) ? Files.readString(idFile) : "";
        if (record.group() == 0 || !ProcessGroups.isStill(record, CommandEnvironment.TASK_ID + "=" + taskId)) {
            return;
        }
        log.warn(
                "task {} still runs in process group {} of an earlier life of this node; ending it",
                taskId,
                record.group());
        ProcessGroups.signal("TERM", record.group());
        if (!isGone(record.group(), graceMs)) {
            ProcessGroups.signal("KILL", record.group());
            if (!isGone(record.group(), TimeUnit.SECONDS.toMillis(10))) {
                throw new IOException("process group " + record.group() + " of task " + taskId + " cannot be killed");
            }
        }
    }

    private static boolean isGone(long group, long withinMs) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMs);
        while (ProcessGroups.isAlive(group)) {
            if (System.nanoTime() >= deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }
}

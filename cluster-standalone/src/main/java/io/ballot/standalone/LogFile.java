package io.ballot.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where a child process's output goes: one file over all its starts, so that what happened before a crash can still
 * be read.
 *
 * @param path the file, absolute
 * @param startOfThisRun its size when this run of the process began, in bytes
 */
record LogFile(Path path, long startOfThisRun) {
    /** Past this size a new run begins a new file and the old one is kept beside it, once. */
    private static final long ROTATE_BYTES = 16L << 20;
    /** How much of the end is searched for the last line. */
    private static final int LAST_LINE_BYTES_MAX = 16 << 10;

    /** Makes sure that the directory is there, and that the file does not grow from start to start for ever. */
    static LogFile open(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        Files.createDirectories(path.getParent());
        long size = Files.exists(path) ? Files.size(path) : 0;
        if (size > ROTATE_BYTES) {
            Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            size = 0;
        }
        return new LogFile(path, size);
    }

    /** The last line with something on it that this run printed: where programs say why they ended. */
    Optional<String> lastLine() {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long from = Math.max(startOfThisRun, file.length() - LAST_LINE_BYTES_MAX);
            byte[] end = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(end);
            return new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce((before, line) -> line);
        } catch (IOException unreadable) {
            // The exit code and the name of the log have to do.
            return Optional.empty();
        }
    }
}

package io.ballot.examples.demo;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file that several processes append lines to.
 *
 * <p>Opened with {@code O_APPEND}, one write a line: lines never mix, and once the write has returned the line survives a
 * SIGKILL of its writer, since it is the kernel's then. (It would not survive a power cut; that would take an fsync.) A
 * {@link FileOutputStream} and no channel, because an interrupt of one worker's thread would close a channel for all.
 */
final class LineLog implements AutoCloseable {

    /** The system property that names the directory of the logs; a check gets no settings of its own. */
    static final String DIRECTORY_PROPERTY = "ballot.demo.directory";

    private final FileOutputStream out;

    private LineLog(FileOutputStream out) {
        this.out = out;
    }

    static LineLog open(Path file) throws IOException {
        return new LineLog(new FileOutputStream(file.toFile(), true));
    }

    void append(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Where the workers write what they did. */
    static Path effects(Path directory) {
        return directory.resolve("effects.log");
    }

    /** Where the checks write what they said. */
    static Path checks(Path directory) {
        return directory.resolve("checks.log");
    }

    /** @throws IllegalStateException if the system property is missing: the class is for the demo alone */
    static Path directoryOrThrow() {
        String directory = System.getProperty(DIRECTORY_PROPERTY);
        if (directory == null) {
            throw new IllegalStateException("the system property " + DIRECTORY_PROPERTY + " is not set");
        }
        return Path.of(directory);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

package io.ballot.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Remembers which port was whose, so that the next start has the same addresses as long as nobody else took them.
 *
 * <p>Shell histories, bookmarks and clients left running go on working that way.
 */
final class PortsFile {
    private static final String NAME = "ports.properties";
    private static final String UNKNOWN = "0";

    private final Path file;
    private final Properties ports = new Properties();

    /** Reads the file in {@code directory}; a missing one is the same as an empty one. */
    PortsFile(Path directory) throws IOException {
        file = directory.resolve(NAME);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                ports.load(reader);
            }
        }
    }

    /** The port that {@code owner} had before if it is free now, else another free one; remembered at once. */
    synchronized int portOf(String owner) throws IOException {
        int before = parse(ports.getProperty(owner, UNKNOWN));
        int port = FreePorts.nextUnlessFree(before);
        if (port != before) {
            ports.setProperty(owner, Integer.toString(port));
            try (Writer writer = Files.newBufferedWriter(file)) {
                ports.store(writer, null);
            }
        }
        return port;
    }

    private static int parse(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException edited) {
            // Somebody edited the file: the port is chosen anew, as if it had never been there.
            return 0;
        }
    }
}

package io.ballot.chaos.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a table goes to: a file of its own, or a document that has a place for it, so that the words around the table stay
 * and one command brings the figures up to date.
 */
final class TableFile {

    static final String FROM = "<!-- table: written by dev/chaos.sh --out -->";
    static final String TO = "<!-- end of table -->";

    private TableFile() {}

    /** @throws IOException if the file cannot be written, or has the place's beginning without its end */
    static void write(Path file, String table) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        String before = Files.exists(file) ? Files.readString(file) : "";
        int from = before.indexOf(FROM);
        if (from < 0) {
            Files.writeString(file, table + "\n");
            return;
        }
        int to = before.indexOf(TO, from);
        if (to < 0) {
            throw new IOException(file + " has the line '" + FROM + "' and, after it, no line '" + TO + "'");
        }
        Files.writeString(file, before.substring(0, from) + FROM + "\n" + table + "\n" + before.substring(to));
    }
}

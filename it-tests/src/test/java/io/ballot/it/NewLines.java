package io.ballot.it;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is appended to a file from now on, line by line. Who looks for one line every few milliseconds cannot read the whole
 * file each time: the reading would be part of what is measured.
 */
final class NewLines {

    private final Path file;
    private long read;

    NewLines(Path file) throws IOException {
        this.file = file;
        this.read = Files.exists(file) ? Files.size(file) : 0;
    }

    /** The whole lines since the last call. */
    List<String> read() throws IOException {
        if (!Files.exists(file) || Files.size(file) == read) {
            return List.of();
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(read);
            byte[] fresh = new byte[(int) (in.length() - read)];
            in.readFully(fresh);
            String text = new String(fresh, StandardCharsets.UTF_8);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            read += whole.getBytes(StandardCharsets.UTF_8).length;
            return whole.lines().toList();
        }
    }
}

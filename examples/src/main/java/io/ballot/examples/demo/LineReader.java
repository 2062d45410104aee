package io.ballot.examples.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Reads on in a {@link LineLog} where it stopped the last time. Not thread-safe. */
final class LineReader {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final Path file;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private long position;

    LineReader(Path file) {
        this.file = file;
    }

    /** The whole lines that were appended since; none while there is no file. */
    List<String> next() throws IOException {
        List<String> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
            while (channel.read(chunk, position) > 0) {
                chunk.flip();
                position += chunk.remaining();
                while (chunk.hasRemaining()) {
                    byte next = chunk.get();
                    if (next == '\n') {
                        lines.add(unfinished.toString(StandardCharsets.UTF_8));
                        unfinished.reset();
                    } else {
                        unfinished.write(next);
                    }
                }
                chunk.clear();
            }
        }
        return lines;
    }
}

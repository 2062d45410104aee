package io.ballot.node.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Parts of a text file that may be large and grow: its end, and what is added to it. */
final class TextFile {

    private static final int PART_MAX = 1 << 20;

    private final Path file;

    TextFile(Path file) {
        this.file = file;
    }

    /** What stands behind this position, at most the last MiB of it. */
    String from(long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long start = Math.max(position, channel.size() - PART_MAX);
            ByteBuffer part = ByteBuffer.allocate((int) Math.max(0, channel.size() - start));
            while (part.hasRemaining() && channel.read(part, start + part.position()) >= 0) {
                // read on: one call may bring less than there is
            }
            return new String(part.array(), 0, part.position(), StandardCharsets.UTF_8);
        }
    }

    /** The last lines, each ended. */
    String lastLines(int lines) throws IOException {
        String[] all = from(0).split("\n", -1);
        int end = all.length > 0 && all[all.length - 1].isEmpty() ? all.length - 1 : all.length;
        StringBuilder last = new StringBuilder();
        for (int i = Math.max(0, end - lines); i < end; i++) {
            last.append(all[i]).append('\n');
        }
        return last.toString();
    }
}

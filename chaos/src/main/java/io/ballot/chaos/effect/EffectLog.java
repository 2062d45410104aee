package io.ballot.chaos.effect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The file of effects: one writer, whole lines, each on disk before its writer is answered.
 *
 * <p>Many threads append at once, so one sync serves all lines that were written before it.
 */
final class EffectLog implements AutoCloseable {

    private final FileChannel channel;
    private final Object syncing = new Object();
    private long written;
    private long synced;

    EffectLog(Path file) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Writes a line; it is on disk only after {@link #sync(long)} of what this returns. Called under the store's lock. */
    long write(Effect effect) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((effect.line() + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        return ++written;
    }

    void sync(long upTo) throws IOException {
        synchronized (syncing) {
            if (synced < upTo) {
                channel.force(false);
                synced = upTo;
            }
        }
    }

    static List<Effect> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Effect::parse).toList();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

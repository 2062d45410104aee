package io.ballot.node.store;

import io.ballot.protocol.wire.JournalCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends records to one file of a journal: gathered, then written with as few calls as their size allows. */
final class SegmentWriter implements AutoCloseable {

    private static final int BUFFER_BYTES = 2 * 1024 * 1024;

    private final FileChannel channel;
    private final long segment;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long written;
    private long kept;

    private SegmentWriter(FileChannel channel, long segment, long written) {
        this.channel = channel;
        this.segment = segment;
        this.written = written;
        this.kept = written;
    }

    /** Begins a file, in place of any that was begun there. @param version what it is said to be */
    static SegmentWriter begin(Path file, long segment, int version) throws IOException {
        SegmentWriter writer = new SegmentWriter(
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE),
                segment,
                0);
        writer.buffer.put(RecordFormat.preamble(version));
        return writer;
    }

    /** Goes on with a file after its last whole record; what follows that is cut off. It stays of the version it is. */
    static SegmentWriter goOn(Path file, long segment, long goodEnd) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        boolean done = false;
        try {
            channel.truncate(goodEnd).position(goodEnd);
            done = true;
            return new SegmentWriter(channel, segment, goodEnd);
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    /** Adds a record; it is on file after {@link #commit}. */
    void add(byte[] block) throws IOException {
        if (!RecordFormat.canBeLength(block.length)) {
            throw new IllegalArgumentException(
                    "a block of " + block.length + " bytes, at most " + JournalCodec.MAX_BLOCK + " can be");
        }
        if (buffer.remaining() < RecordFormat.HEAD + block.length) {
            write();
        }
        RecordFormat.putHead(buffer, segment, written + buffer.position(), block);
        buffer.put(block);
    }

    /** Writes what was added. @param force to disk too */
    void commit(boolean force) throws IOException {
        write();
        if (force) {
            channel.force(true);
        }
        kept = written;
    }

    private void write() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            written += channel.write(buffer);
        }
        buffer.clear();
    }

    /** Takes back what was added after the last commit. */
    void takeBack() throws IOException {
        buffer.clear();
        channel.truncate(kept);
        written = kept;
    }

    /** Bytes on file that count. */
    long bytes() {
        return kept;
    }

    long segment() {
        return segment;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

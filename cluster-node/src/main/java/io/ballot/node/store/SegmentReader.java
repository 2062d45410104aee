package io.ballot.node.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads one file of a journal, record by record, and tells a tail that was cut while it was written from damage.
 *
 * <p>A process that is killed leaves a beginning of what it was writing: the file ends within a record. Only a machine that
 * went down can leave more: a file that is longer than what was written to it, filled up with zeros. Everything else is
 * damage, also in the last record.
 */
final class SegmentReader implements AutoCloseable {

    private static final int WINDOW_BYTES = 4 * 1024 * 1024;

    /** Disks with larger ones write several of these at once. */
    private static final int SECTOR_BYTES = 512;

    private final FileChannel channel;
    private final long segment;
    private final long size;
    private final int readsUpTo;
    private final ByteBuffer window;
    private long windowEnd;
    private long goodEnd;
    private int version;
    private int bodyAt;
    private int bodyLength;
    private boolean torn;

    private SegmentReader(FileChannel channel, long segment, int readsUpTo) throws IOException {
        this.channel = channel;
        this.segment = segment;
        this.readsUpTo = readsUpTo;
        this.size = channel.size();
        this.window = ByteBuffer.allocate((int) Math.min(size, WINDOW_BYTES)).limit(0);
    }

    /**
     * @param readsUpTo the format of this version of Ballot
     * @throws DamagedJournalException when it does not begin as a journal does
     * @throws StoreException when a later version wrote it
     */
    static SegmentReader open(Path file, long segment, int readsUpTo)
            throws IOException, DamagedJournalException, StoreException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        boolean done = false;
        try {
            SegmentReader reader = new SegmentReader(channel, segment, readsUpTo);
            reader.preamble(file);
            done = true;
            return reader;
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    private void preamble(Path file) throws IOException, DamagedJournalException, StoreException {
        if (!has(RecordFormat.PREAMBLE)) {
            throw new DamagedJournalException("it ends within its first " + RecordFormat.PREAMBLE + " bytes");
        }
        int at = window.position();
        long magic = window.getLong();
        version = window.getInt();
        if (magic != RecordFormat.MAGIC || window.getInt() != RecordFormat.crc(window.array(), at, 12)) {
            throw new DamagedJournalException("its first " + RecordFormat.PREAMBLE + " bytes are not a journal's");
        }
        if (version > readsUpTo) {
            throw new StoreException(file + " has format " + version + ", this version of Ballot reads up to "
                    + readsUpTo + "; start the version that wrote it, or give this one an empty data.dir"
                    + " (the node then starts without memory)");
        }
        if (version < 1) {
            throw new DamagedJournalException("it has format " + version + ", which never was");
        }
        goodEnd = RecordFormat.PREAMBLE;
    }

    /**
     * Goes to the next record; its body is then in {@link #buffer}, from {@link #bodyAt}, {@link #bodyLength} bytes.
     *
     * @param zerosAreTorn whether zeros up to the end of the file are what a machine that went down left
     * @return false at the end of what was written whole
     * @throws DamagedJournalException when the record is not what was written
     */
    boolean next(boolean zerosAreTorn) throws IOException, DamagedJournalException {
        long at = goodEnd;
        if (!has(RecordFormat.HEAD)) {
            torn = at < size;
            return false;
        }
        int length = window.getInt();
        int bodySum = window.getInt();
        if (window.getInt() != RecordFormat.headSum(segment, at, length, bodySum)) {
            return unreadable(at, RecordFormat.HEAD, zerosAreTorn, "the head of a record");
        }
        if (!RecordFormat.canBeLength(length)) {
            throw new DamagedJournalException("a record of " + length + " bytes at " + at);
        }
        if (!has(length)) {
            torn = true;
            return false;
        }
        bodyAt = window.position();
        bodyLength = length;
        if (RecordFormat.crc(window.array(), bodyAt, length) != bodySum) {
            return unreadable(at, RecordFormat.HEAD + length, zerosAreTorn, "a record");
        }
        window.position(bodyAt + length);
        goodEnd = at + RecordFormat.HEAD + length;
        return true;
    }

    /**
     * A machine that goes down leaves a sector as it was before, or not written at all: either the whole record is zeros, or
     * the zeros begin with a sector within it.
     */
    private boolean unreadable(long at, int length, boolean zerosAreTorn, String what)
            throws IOException, DamagedJournalException {
        if (zerosAreTorn) {
            long zerosFrom = lastByteThatIsNotZero(at) + 1;
            long sector = zerosFrom == at ? at : (zerosFrom + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
            if (sector < at + length) {
                torn = true;
                return false;
            }
        }
        throw new DamagedJournalException(what + " at " + at + " of " + size + " bytes has a wrong checksum");
    }

    private long lastByteThatIsNotZero(long from) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
        long last = from - 1;
        for (long at = from; at < size; at += piece.position()) {
            piece.clear();
            if (channel.read(piece, at) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
            for (int i = 0; i < piece.position(); i++) {
                if (piece.get(i) != 0) {
                    last = at + i;
                }
            }
        }
        return last;
    }

    /** Whether so many bytes remain; they are then in the window. */
    private boolean has(int bytes) throws IOException {
        if (window.remaining() >= bytes) {
            return true;
        }
        if (windowEnd - window.remaining() + bytes > size) {
            return false;
        }
        window.compact();
        while (window.position() < bytes || (windowEnd < size && window.hasRemaining())) {
            int read = channel.read(window, windowEnd);
            if (read < 0) {
                throw new IOException("the file became shorter while it was read");
            }
            windowEnd += read;
        }
        window.flip();
        return true;
    }

    byte[] buffer() {
        return window.array();
    }

    int bodyAt() {
        return bodyAt;
    }

    int bodyLength() {
        return bodyLength;
    }

    /** The format that it begins with: nothing of a later one follows. */
    int version() {
        return version;
    }

    /** Where the last whole record ends. */
    long goodEnd() {
        return goodEnd;
    }

    /** Bytes of the file that are no whole record: what was being written when the process ended. */
    long tornBytes() {
        return torn ? size - goodEnd : 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

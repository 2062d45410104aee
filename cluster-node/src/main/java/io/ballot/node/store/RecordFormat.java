package io.ballot.node.store;

import io.ballot.protocol.wire.JournalCodec;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of a journal's file: what it is, then records. All numbers are big endian, all checksums CRC-32C.
 *
 * <pre>
 * file     magic (8 bytes), version (int), checksum of these twelve bytes (int), then records
 * record   length (int), checksum of the body (int), checksum of the head (int), body
 * body     a block as {@link JournalCodec} writes it; the first of a file says whose it is
 * </pre>
 *
 * The head has a checksum of its own, so that its length can be believed: a file that ends within a record was cut while it
 * was written, one that goes on with something else was damaged. That checksum also covers the number of the file and the
 * place in it: a record that is whole but stands elsewhere is damage too.
 *
 * <p>These sixteen first bytes stay as they are in every later version, so that an older one can say what it found.
 */
final class RecordFormat {

    static final long MAGIC = 0x42414C4C4F544A4EL; // "BALLOTJN"

    /**
     * Raised with every kind of block, entry or part, and with every constant of an enum on file, that the version before does
     * not know: it then refuses the file. A file of an older format is read, but never gone on with ({@link JournalStart}).
     */
    static final int VERSION = 1;

    /** Bytes before the first record. */
    static final int PREAMBLE = 16;

    /** Bytes of a record before its body. */
    static final int HEAD = 12;

    private RecordFormat() {}

    static ByteBuffer preamble(int version) {
        ByteBuffer bytes = ByteBuffer.allocate(PREAMBLE).putLong(MAGIC).putInt(version);
        return bytes.putInt(crc(bytes.array(), 0, bytes.position())).flip();
    }

    /**
     * @param segment number of the file
     * @param at where in the file the record begins
     */
    static void putHead(ByteBuffer into, long segment, long at, byte[] body) {
        int bodySum = crc(body, 0, body.length);
        into.putInt(body.length).putInt(bodySum).putInt(headSum(segment, at, body.length, bodySum));
    }

    static int headSum(long segment, long at, int length, int bodySum) {
        byte[] covered = ByteBuffer.allocate(24)
                .putLong(segment)
                .putLong(at)
                .putInt(length)
                .putInt(bodySum)
                .array();
        return crc(covered, 0, covered.length);
    }

    static boolean canBeLength(int length) {
        return length > 0 && length <= JournalCodec.MAX_BLOCK;
    }

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}

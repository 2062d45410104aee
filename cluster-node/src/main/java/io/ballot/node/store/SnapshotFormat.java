package io.ballot.node.store;

import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.wire.OneLine;
import io.ballot.protocol.wire.ProtocolException;
import io.ballot.protocol.wire.SnapshotPartCodec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of a snapshot file, which versions without journal wrote at an orderly stop: blocks of length, CRC-32C and
 * content. The first block is the header, the last one is empty.
 *
 * <pre>
 * header   magic (8 bytes), version (int), cluster, node (UTF), store (2 longs), start count (long), parts (int)
 * part     as {@link SnapshotPartCodec} reads it, `parts` times
 * end      length 0
 * </pre>
 *
 * The count and the end tell a file that was cut between two blocks, where every checksum is right.
 */
final class SnapshotFormat {

    static final long MAGIC = 0x42414C4C4F54534EL; // "BALLOTSN"
    static final int VERSION = 1;

    /** Blocks above this are damage: a part is bounded by {@link SnapshotPart#MAX_WORDS} and far smaller. */
    private static final int MAX_BLOCK_BYTES = 16 * 1024 * 1024;

    private SnapshotFormat() {}

    /** Why a file is not taken; the message completes "it is not used: ". */
    static final class BadSnapshotException extends IOException {
        private static final long serialVersionUID = 1;

        BadSnapshotException(String message) {
            super(OneLine.of(message));
        }
    }

    static int checksum(byte[] block) {
        CRC32C crc = new CRC32C();
        crc.update(block);
        return (int) crc.getValue();
    }

    /** The whole memory. @throws BadSnapshotException when it is damaged, or another cluster's or node's */
    static Memory read(InputStream in, String cluster, NodeId node) throws IOException {
        DataInputStream data = new DataInputStream(in);
        try {
            DataInputStream header = new DataInputStream(new ByteArrayInputStream(readBlock(data, "header")));
            if (header.readLong() != MAGIC) {
                throw new BadSnapshotException("it is no snapshot file");
            }
            int version = header.readInt();
            if (version != VERSION) {
                throw new BadSnapshotException("it has format " + version + ", this version reads " + VERSION);
            }
            String itsCluster = header.readUTF();
            String itsNode = header.readUTF();
            if (!itsCluster.equals(cluster) || !itsNode.equals(node.name())) {
                throw new BadSnapshotException("it belongs to node '" + itsNode + "' of cluster '" + itsCluster + "'");
            }
            Id128 store = new Id128(header.readLong(), header.readLong());
            long starts = header.readLong();
            int count = header.readInt();
            List<SnapshotPart> parts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                parts.add(decode(readBlock(data, "part " + i), i));
            }
            if (readBlock(data, "end").length != 0 || data.read() >= 0) {
                throw new BadSnapshotException("it goes on after its end");
            }
            return new Memory(new StoreRef(node, store), starts, parts);
        } catch (EOFException e) {
            throw new BadSnapshotException("it is cut off");
        } catch (UTFDataFormatException e) {
            throw new BadSnapshotException("its header holds names that are no text");
        }
    }

    private static byte[] readBlock(DataInputStream in, String what) throws IOException {
        int length = in.readInt();
        int crc = in.readInt();
        if (length < 0 || length > MAX_BLOCK_BYTES) {
            throw new BadSnapshotException("its " + what + " is damaged (length " + length + ")");
        }
        byte[] block = in.readNBytes(length);
        if (block.length < length) {
            throw new EOFException();
        }
        if (checksum(block) != crc) {
            throw new BadSnapshotException("its " + what + " is damaged (checksum)");
        }
        return block;
    }

    private static SnapshotPart decode(byte[] block, int index) throws BadSnapshotException {
        try {
            return SnapshotPartCodec.decode(block);
        } catch (ProtocolException e) {
            throw new BadSnapshotException("its part " + index + " cannot be read: " + e.getMessage());
        }
    }
}

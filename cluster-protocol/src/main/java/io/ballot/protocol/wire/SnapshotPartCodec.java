package io.ballot.protocol.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.pb.Pb;

/**
 * One part of a snapshot as bytes of its own, for files. Neither length nor checksum: the file's format adds what it needs.
 */
public final class SnapshotPartCodec {

    private SnapshotPartCodec() {}

    public static byte[] encode(SnapshotPart part) {
        return SnapshotMapper.toPb(part).toByteArray();
    }

    /** @throws ProtocolException when {@code bytes} are not one whole part */
    public static SnapshotPart decode(byte[] bytes) throws ProtocolException {
        try {
            return SnapshotMapper.part(Pb.SnapshotPart.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw WireCodec.malformed(e, bytes.length, "snapshot");
        }
    }
}

package io.ballot.protocol.wire;

import io.ballot.protocol.SnapshotPart;

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
        return SnapshotMapper.part(Parsing.parse(Parsing.SNAPSHOT_PART, bytes, "snapshot"));
    }
}

package io.ballot.node.store;

import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.wire.SnapshotPartCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a snapshot file as the versions did that had no journal. */
final class OldSnapshotWriter {

    private OldSnapshotWriter() {}

    static void write(OutputStream out, String cluster, Memory memory) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeLong(SnapshotFormat.MAGIC);
        header.writeInt(SnapshotFormat.VERSION);
        header.writeUTF(cluster);
        header.writeUTF(memory.store().node().name());
        header.writeLong(memory.store().store().hi());
        header.writeLong(memory.store().store().lo());
        header.writeLong(memory.starts());
        header.writeInt(memory.parts().size());
        DataOutputStream data = new DataOutputStream(out);
        writeBlock(data, bytes.toByteArray());
        for (SnapshotPart part : memory.parts()) {
            writeBlock(data, SnapshotPartCodec.encode(part));
        }
        writeBlock(data, new byte[0]);
        data.flush();
    }

    private static void writeBlock(DataOutputStream out, byte[] block) throws IOException {
        out.writeInt(block.length);
        out.writeInt(SnapshotFormat.checksum(block));
        out.write(block);
    }
}

package io.ballot.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No damage to a snapshot's bytes goes unnoticed (F5). */
@Tag("F5")
class SnapshotFormatTest {

    @Test
    void whatIsCutAnywhereIsRefused() throws Exception {
        byte[] whole = whole();
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "cut after " + length);
        }
        assertThat(read(whole).parts()).hasSize(6);
    }

    @Test
    void whatHasAnyBitFlippedIsRefused() throws Exception {
        byte[] whole = whole();
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefused(flipped, "bit " + bit);
        }
    }

    @Test
    void whatGoesOnAfterItsEndIsRefused() throws Exception {
        byte[] whole = whole();
        assertRefused(Arrays.copyOf(whole, whole.length + 1), "one byte more");
    }

    /** Its checksum is right, so only reading the names tells; once it kept the node from starting. */
    @Test
    void aHeaderWhoseNamesAreNoTextIsRefused() throws Exception {
        byte[] whole = whole();
        int header = ByteBuffer.wrap(whole).getInt();
        whole[Long.BYTES + Long.BYTES + Integer.BYTES + Short.BYTES] = (byte) 0xff;
        CRC32C crc = new CRC32C();
        crc.update(whole, Long.BYTES, header);
        ByteBuffer.wrap(whole).putInt(Integer.BYTES, (int) crc.getValue());

        assertThatThrownBy(() -> read(whole))
                .isInstanceOf(SnapshotFormat.BadSnapshotException.class)
                .hasMessage("its header holds names that are no text");
    }

    private static void assertRefused(byte[] bytes, String what) {
        assertThatThrownBy(() -> read(bytes)).as(what).isInstanceOf(SnapshotFormat.BadSnapshotException.class);
    }

    private static Memory read(byte[] bytes) throws IOException {
        return SnapshotFormat.read(new ByteArrayInputStream(bytes), "demo", SampleMemory.N1);
    }

    private static byte[] whole() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OldSnapshotWriter.write(out, "demo", SampleMemory.memory());
        return out.toByteArray();
    }
}

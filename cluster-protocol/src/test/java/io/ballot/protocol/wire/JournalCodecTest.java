package io.ballot.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.pb.Pb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records of any size become blocks of a bounded one, and say the same. */
@Tag("F5")
class JournalCodecTest {

    @Test
    void entriesAboveABlockAreSplitInTheirOrder() throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            entries.add(new Entry.Bits(bits(i, SnapshotPart.MAX_WORDS)));
        }
        assertSame(entries, 20);
    }

    @Test
    void aGreatNumberOfSmallEntriesIsSplitToo() throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            entries.add(i % 2 == 0 ? new Entry.Rotate(i) : new Entry.Committed(Samples.PARTITION, i));
        }
        assertSame(entries, 100_000 / JournalCodec.MAX_ENTRIES + 1);
    }

    @Test
    void theLargestGrantOfAFrameIsOneBlock() throws Exception {
        assertSame(List.of(grants(Frames.MAX_TASKS), grants(3)), 2);
    }

    @Test
    void aWholeMemoryIsItsPartsInBlocks() throws Exception {
        List<JournalBlock> blocks = decoded(new JournalRecord.Whole(7, Samples.parts()));

        assertThat(blocks.get(0))
                .isEqualTo(new JournalBlock.Whole(7, Samples.parts().size()));
        assertThat(blocks.subList(1, blocks.size()))
                .usingRecursiveComparison()
                .isEqualTo(Samples.parts().stream().map(JournalBlock.Part::new).toList());
    }

    @Test
    void filterBitsSayTheSameHoweverManyWordsAreZero() throws Exception {
        for (int zeros = 0; zeros < 140; zeros += 7) {
            int gaps = zeros;
            int[] positions = new int[100];
            Arrays.setAll(positions, i -> 1_000 + i + Math.min(i, gaps));
            long[] words = new long[100];
            Arrays.setAll(words, i -> -1L - i);
            SnapshotPart part = new SnapshotPart.FilterBits(5, positions, words);

            List<JournalBlock> blocks = decoded(new JournalRecord.Whole(1, List.of(part)));

            assertThat(blocks.get(1)).usingRecursiveComparison().isEqualTo(new JournalBlock.Part(part));
            int bytes = JournalCodec.encode(new JournalBlock.Part(part)).length;
            assertThat(bytes).isLessThan(100 * 9 + 100 * 8);
        }
    }

    @Test
    void packedWordsThatAreNoneAreRefused() {
        for (Pb.PackedBits wrong : List.of(
                Pb.PackedBits.newBuilder()
                        .setWords(ByteString.copyFrom(new byte[9]))
                        .build(),
                Pb.PackedBits.newBuilder()
                        .setFirst(Integer.MAX_VALUE)
                        .setWords(ByteString.copyFrom(new byte[8]))
                        .build(),
                Pb.PackedBits.newBuilder()
                        .setWords(ByteString.copyFrom(new byte[41_000 * 8]))
                        .build())) {
            assertThatThrownBy(() -> PackedBits.bits(wrong))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("packed_bits.words: "
                            + wrong.getWords().size() + " bytes of words from " + wrong.getFirst() + " on");
        }
    }

    @Test
    void anEntryThatNoFrameCouldCarryIsRefusedBeforeItIsWritten() {
        assertThatThrownBy(() -> decoded(new JournalRecord.Entries(List.of(grants(80_000)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above the largest, 1048576");
    }

    @Test
    void aBlockOfEmptyElementsIsRefusedBeforeTheyAreMade() {
        byte[] block = Pb.JournalBlock.newBuilder()
                .setEntries(Pb.JournalEntries.newBuilder()
                        .addAllEntries(Collections.nCopies(200_000, Pb.Entry.getDefaultInstance())))
                .build()
                .toByteArray();
        assertThatThrownBy(() -> JournalCodec.decode(block, 0, block.length))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("journal: more than 80000 messages or 160000 numbers in one frame");
    }

    @Test
    void aBlockOfALaterVersionIsRefusedNotSkipped() {
        byte[] unknown = Pb.SnapshotPart.newBuilder()
                .setEnd(Pb.End.newBuilder().setParts(1))
                .build()
                .toByteArray();
        unknown[0] = (byte) (15 << 3 | 2);
        assertThatThrownBy(() -> JournalCodec.decode(unknown, 0, unknown.length))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("journal: no block, or one of an unknown kind");
    }

    private static void assertSame(List<Entry> entries, int least) throws Exception {
        List<JournalBlock> blocks = decoded(new JournalRecord.Entries(entries));
        assertThat(blocks).hasSizeBetween(least, least + 20);
        List<Entry> again = new ArrayList<>();
        blocks.forEach(block -> again.addAll(((JournalBlock.Entries) block).entries()));
        assertThat(again.stream().map(EntryMapper::toPb))
                .containsExactlyElementsOf(
                        entries.stream().map(EntryMapper::toPb).toList());
    }

    private static List<JournalBlock> decoded(JournalRecord change) throws IOException, ProtocolException {
        List<byte[]> blocks = new ArrayList<>();
        JournalCodec.encode(change, blocks::add);
        List<JournalBlock> decoded = new ArrayList<>();
        for (byte[] block : blocks) {
            assertThat(block.length).isLessThanOrEqualTo(JournalCodec.MAX_BLOCK);
            byte[] within = new byte[block.length + 6];
            System.arraycopy(block, 0, within, 4, block.length);
            decoded.add(JournalCodec.decode(within, 4, block.length));
        }
        return decoded;
    }

    private static SnapshotPart.FilterBits bits(int generation, int words) {
        int[] positions = new int[words];
        Arrays.setAll(positions, i -> i);
        long[] full = new long[words];
        Arrays.fill(full, -1);
        return new SnapshotPart.FilterBits(generation, positions, full);
    }

    private static Entry.Grants grants(int tasks) {
        long[] offsets = new long[tasks];
        Arrays.setAll(offsets, i -> Long.MAX_VALUE / 2 + i);
        TaskIds ids = TaskIds.wrap(new long[2 * tasks]);
        Claim claim = new Claim(1, Samples.PARTITION, offsets, ids, new byte[tasks]);
        return new Entry.Grants(Samples.LIFE, claim, offsets, new byte[tasks], new byte[tasks], new byte[tasks]);
    }
}

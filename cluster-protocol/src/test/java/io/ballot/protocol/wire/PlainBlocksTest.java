package io.ballot.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Entry;
import io.ballot.protocol.SnapshotPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read straight from the bytes is what the generated classes read, whatever the bytes. */
@Tag("F5")
class PlainBlocksTest {

    private static final int BEFORE = 3;

    static Stream<JournalBlock> often() {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : Samples.entries()) {
            if (entry instanceof Entry.Grants || entry instanceof Entry.Changes || entry instanceof Entry.Committed) {
                entries.add(entry);
            }
        }
        int[] positions = new int[1_000];
        Arrays.setAll(positions, i -> 5 + i + i / 100);
        long[] words = new long[1_000];
        Arrays.setAll(words, i -> -1L - i);
        assertThat(entries).hasSizeGreaterThanOrEqualTo(3);
        return Stream.of(
                new JournalBlock.Entries(entries),
                new JournalBlock.Entries(entries.subList(0, 1)),
                new JournalBlock.Entries(List.of(new Entry.Committed(Samples.PARTITION, 0))),
                new JournalBlock.Part(new SnapshotPart.FilterBits(0, positions, words)),
                new JournalBlock.Part(Samples.parts().stream()
                        .filter(SnapshotPart.Recents.class::isInstance)
                        .findFirst()
                        .orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("often")
    void theBlocksOfWhichThereAreThousandsAreReadStraight(JournalBlock block) throws Exception {
        JournalBlock read = maybeRead(JournalCodec.encode(block));

        assertThat(read).isNotNull().usingRecursiveComparison().isEqualTo(block);
    }

    @Test
    void othersAreLeftToTheGeneratedClasses() throws Exception {
        List<JournalBlock> others = new ArrayList<>(List.of(
                new JournalBlock.Promise(4),
                new JournalBlock.Ended(),
                new JournalBlock.Whole(1, 2),
                new JournalBlock.Entries(List.of(new Entry.Rotate(3)))));
        for (SnapshotPart part : Samples.parts()) {
            if (!(part instanceof SnapshotPart.Recents)) {
                others.add(new JournalBlock.Part(part));
            }
        }
        for (JournalBlock other : others) {
            byte[] bytes = JournalCodec.encode(other);
            assertThat(maybeRead(bytes)).as(other.toString()).isNull();
            assertThat(JournalCodec.decode(bytes, 0, bytes.length))
                    .usingRecursiveComparison()
                    .isEqualTo(other);
        }
    }

    @Test
    void moreEntriesThanAreEverWrittenAreNotReadStraight() {
        Entry small = new Entry.Committed(Samples.PARTITION, 1);
        List<Entry> most = Collections.nCopies(JournalCodec.MAX_ENTRIES, small);
        List<Entry> more = Collections.nCopies(JournalCodec.MAX_ENTRIES + 1, small);

        assertThat(maybeRead(JournalCodec.encode(new JournalBlock.Entries(most))))
                .isNotNull();
        assertThat(maybeRead(JournalCodec.encode(new JournalBlock.Entries(more))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsReadOfDamagedBytesTheGeneratedClassesReadToo(long seed) throws Exception {
        Random random = new Random(seed);
        List<byte[]> originals = often().map(JournalCodec::encode).toList();
        int read = 0;
        for (int round = 0; round < 40_000; round++) {
            byte[] original = originals.get(random.nextInt(originals.size()));
            byte[] bytes = Arrays.copyOf(
                    original, random.nextInt(8) == 0 ? random.nextInt(original.length) + 1 : original.length);
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                // Most lengths, tags and codes stand near the beginning.
                int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 80) : bytes.length);
                bytes[at] = (byte) (random.nextBoolean() ? bytes[at] ^ 1 << random.nextInt(8) : random.nextInt());
            }
            JournalBlock plain = maybeRead(bytes);
            if (plain != null) {
                read++;
                assertThat(JournalCodec.encode(plain))
                        .isEqualTo(JournalCodec.encode(JournalCodec.decodeGenerated(bytes, 0, bytes.length)));
            }
        }
        assertThat(read).isBetween(1_000, 39_000);
    }

    /** As in a file: something stands before it, something after. */
    private static @Nullable JournalBlock maybeRead(byte[] block) {
        byte[] bytes = new byte[BEFORE + block.length + 2];
        Arrays.fill(bytes, (byte) 0x2A);
        System.arraycopy(block, 0, bytes, BEFORE, block.length);
        return PlainBlocks.maybeRead(bytes, BEFORE, block.length);
    }
}

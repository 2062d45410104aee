package io.ballot.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.SnapshotPart.FilterBits;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All words that are not zero are handed on, in parts that a file can have as they lie in memory where that is worth it. */
@Tag("F5")
class BitsCutterTest {

    private static final int WORDS = 500_000;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 50, 5_000})
    void everyWordIsInOnePartAndNoneOfTheseIsTooLong(int zeroIsOneIn) {
        BitsCutter cutter = new BitsCutter(3, WORDS);
        for (int i = 0; i < WORDS; i++) {
            cutter.add(i, i % zeroIsOneIn == 0 ? 0 : -1L - i);
        }
        List<FilterBits> parts = cutter.end();

        int words = 0;
        int before = -1;
        for (FilterBits part : parts) {
            int[] positions = part.positions();
            assertThat(positions.length).isBetween(1, SnapshotPart.MAX_WORDS).isEqualTo(part.words().length);
            assertThat(positions[positions.length - 1] - positions[0]).isLessThan(SnapshotPart.MAX_SPAN);
            for (int i = 0; i < positions.length; i++) {
                assertThat(positions[i]).isGreaterThan(before);
                assertThat(part.words()[i]).isEqualTo(-1L - positions[i]);
                before = positions[i];
            }
            words += positions.length;
        }
        assertThat(words).isEqualTo(WORDS - (WORDS + zeroIsOneIn - 1) / zeroIsOneIn);
        assertThat(parts).hasSizeLessThanOrEqualTo(WORDS / SnapshotPart.MAX_WORDS + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000})
    void wordsThatStandFarApartAreNotCutForIt(int apart) {
        BitsCutter cutter = new BitsCutter(3, WORDS);
        for (int i = 0; i < WORDS; i++) {
            cutter.add(i, i % apart == 0 ? 1 : 0);
        }

        assertThat(cutter.end()).hasSize(WORDS / apart / SnapshotPart.MAX_WORDS + 1);
    }
}

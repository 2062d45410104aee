package io.ballot.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.FilterParams;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many ids at once come to the same as one by one: bit by bit, and in how many were new. */
@Tag("V4")
class FilterBatchTest {

    private static final FilterParams SHAPE = new FilterParams(2_000_000, 1e-3);

    /** Too few for a batch; enough for one; more than a region's notes have room for. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 200_000, 2_500_000})
    void aBatchIsTheSameAsItsIdsOneByOne(int count) {
        Generation one = new Generation(SHAPE);
        Generation batch = new Generation(SHAPE);
        SplittableRandom random = new SplittableRandom(count);
        long[] ids = new long[2 * count];
        for (int i = 0; i < count; i++) {
            // Every third has come before, in the same batch or not.
            boolean known = i > 10 && i % 3 == 0;
            int before = random.nextInt(i + 1);
            ids[2 * i] = known ? ids[2 * before] : random.nextLong();
            ids[2 * i + 1] = known ? ids[2 * before + 1] : random.nextLong();
        }

        int fresh = 0;
        for (int i = 0; i < count; i++) {
            fresh += one.add(ids[2 * i], ids[2 * i + 1]) ? 1 : 0;
        }
        for (int i = 0; i < count; i++) {
            batch.addLater(ids[2 * i], ids[2 * i + 1]);
        }

        assertThat(batch.added()).isEqualTo(fresh).isEqualTo(one.added());
        assertThat(batch.fill()).isEqualTo(one.fill());
        assertThat(batch.filter()).isEqualTo(one.filter());
    }

    @Test
    void whoeverAsksFindsWhatWasToBeAddedLater() {
        Generation generation = new Generation(SHAPE);

        generation.addLater(7, 8);

        assertThat(generation.isEmpty()).isFalse();
        assertThat(generation.mightContain(7, 8)).isTrue();
        assertThat(generation.add(7, 8)).isFalse();
        assertThat(generation.added()).isEqualTo(1);
    }
}

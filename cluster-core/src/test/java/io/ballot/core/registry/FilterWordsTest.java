package io.ballot.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.BloomFilter;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the short way into a Guava filter against Guava: the same bits, the same answers, the same counts. */
final class FilterWordsTest {

    /** Without this the others would pass with the short way never taken. */
    @Test
    void thisGuavaLetsItselfBeLookedInto() {
        assertThat(FilterWords.maybeOf(filter(1e-6))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.6, 0.3, 0.1, 1e-3, 1e-6, 1e-9})
    void whatIsPutInPlaceIsWhatGuavaPuts(double errorRate) {
        BloomFilter<IdKey> plain = filter(errorRate);
        BloomFilter<IdKey> quick = filter(errorRate);
        FilterWords words = Objects.requireNonNull(FilterWords.maybeOf(quick));
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            long hi = random.nextLong();
            long lo = random.nextLong();
            assertThat(words.put(hi, lo)).isEqualTo(plain.put(key(hi, lo)));
        }
        words.count();
        assertThat(quick).isEqualTo(plain);
        assertThat(quick.approximateElementCount()).isEqualTo(plain.approximateElementCount());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.6, 0.3, 0.1, 1e-3, 1e-6, 1e-9})
    void whatIsAskedInPlaceIsWhatGuavaAnswers(double errorRate) {
        BloomFilter<IdKey> filter = filter(errorRate);
        FilterWords words = Objects.requireNonNull(FilterWords.maybeOf(filter));
        Random random = new Random(11);
        for (int i = 0; i < 1000; i++) {
            long hi = random.nextLong();
            long lo = random.nextLong();
            if (i % 2 == 0) {
                filter.put(key(hi, lo));
                assertThat(words.mightContain(hi, lo)).isTrue();
            }
            assertThat(words.mightContain(hi, lo)).isEqualTo(filter.mightContain(key(hi, lo)));
            assertThat(words.mightContain(lo, hi)).isEqualTo(filter.mightContain(key(lo, hi)));
        }
    }

    private static BloomFilter<IdKey> filter(double errorRate) {
        return BloomFilter.create(IdKey.Words.INSTANCE, 1000, errorRate);
    }

    private static IdKey key(long hi, long lo) {
        return new IdKey().set(hi, lo);
    }
}

package io.ballot.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Id128;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Open addressing with removal is easy to get wrong at the wrap-around; so it is compared with a map. */
final class IdIndexTest {

    static Stream<Arguments> idsOfAllKinds() {
        return Stream.of(
                Arguments.of("hashed", (LongFunction<Id128>) Given::id),
                Arguments.of("counted in lo", (LongFunction<Id128>) n -> new Id128(0, n)),
                Arguments.of("counted in hi", (LongFunction<Id128>) n -> new Id128(n, 0)),
                Arguments.of("with one hash", (LongFunction<Id128>) n -> new Id128(n, n)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("idsOfAllKinds")
    void theIndexAnswersLikeAMap(String kind, LongFunction<Id128> ids) {
        List<Id128> stored = new ArrayList<>();
        IdIndex index = new IdIndex() {
            @Override
            long hiOf(long value) {
                return stored.get((int) value - 1).hi();
            }

            @Override
            long loOf(long value) {
                return stored.get((int) value - 1).lo();
            }
        };
        Map<Id128, Long> naive = new HashMap<>();
        Random random = new Random(5);
        for (int step = 0; step < 4_000; step++) {
            Id128 id = ids.apply(random.nextInt(400));
            if (random.nextInt(5) < 3) {
                stored.add(id);
                index.put(id.hi(), id.lo(), stored.size());
                naive.put(id, (long) stored.size());
            } else {
                index.remove(id.hi(), id.lo(), stored.size() + 1L);
                index.remove(id.hi(), id.lo(), naive.getOrDefault(id, 0L));
                naive.remove(id);
            }
            Id128 asked = ids.apply(random.nextInt(400));
            assertThat(index.get(asked.hi(), asked.lo())).isEqualTo(naive.getOrDefault(asked, IdIndex.ABSENT));
            assertThat(index.size()).isEqualTo(naive.size());
        }
        naive.forEach((id, value) -> assertThat(index.get(id.hi(), id.lo())).isEqualTo(value));
    }
}

package io.ballot.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Id128;
import io.ballot.protocol.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ring of outcomes, against a linked map that does the same. */
final class RecentsTest {

    @ParameterizedTest(name = "room for {0}")
    @ValueSource(ints = {1, 2, 7, 255, 256, 257, 300, 1_000})
    void theOldestGoFirst(int max) {
        Recents recents = new Recents(max);
        LinkedHashMap<Id128, Outcome> naive = new LinkedHashMap<>();
        Random random = new Random(max);
        for (int step = 0; step < 5_000; step++) {
            Id128 id = Given.id(random.nextInt(max * 3));
            recents.put(id.hi(), id.lo(), Outcome.SUCCESS.code());
            naive.putIfAbsent(id, Outcome.SUCCESS);
            if (naive.size() > max) {
                naive.remove(naive.keySet().iterator().next());
            }
            Id128 asked = Given.id(random.nextInt(max * 3));
            assertThat(recents.get(asked.hi(), asked.lo())).isEqualTo(naive.getOrDefault(asked, Outcome.NONE));
        }

        List<Id128> inOrder = new ArrayList<>();
        recents.forEach((hi, lo, outcome) -> inOrder.add(new Id128(hi, lo)));
        assertThat(inOrder).containsExactlyElementsOf(naive.keySet());
        assertThat(recents.size()).isEqualTo(naive.size());
    }

    @Test
    void ofTwoOutcomesTheSameOneStaysInWhateverOrderTheyCome() {
        Recents recents = new Recents(10);
        recents.put(1, 1, Outcome.PARKED.code());
        recents.put(1, 1, Outcome.SUCCESS.code());
        recents.put(2, 2, Outcome.SUCCESS.code());
        recents.put(2, 2, Outcome.PARKED.code());

        assertThat(recents.get(1, 1)).isEqualTo(recents.get(2, 2)).isEqualTo(Outcome.SUCCESS);
    }
}

package io.ballot.core.vote;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Id128;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class IdSetTest {

    @Test
    void itAnswersLikeASetClaimAfterClaim() {
        Random random = new Random(3);
        IdSet ids = new IdSet();
        for (int claim = 0; claim < 300; claim++) {
            int size = random.nextInt(claim < 150 ? 50 : 5_000);
            Set<Id128> naive = new HashSet<>();
            ids.clear(size);
            for (int i = 0; i < size; i++) {
                Id128 id = new Id128(random.nextInt(20), random.nextInt(1 + size / 4));
                assertThat(ids.add(id.hi(), id.lo())).as("%s", id).isEqualTo(naive.add(id));
            }
        }
    }
}

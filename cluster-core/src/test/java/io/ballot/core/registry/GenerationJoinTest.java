package io.ballot.core.registry;

import static io.ballot.core.registry.Given.ANNA;
import static io.ballot.core.registry.Given.P0;
import static io.ballot.core.registry.Given.grants;
import static io.ballot.core.registry.Given.knows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.ballot.protocol.Entry;
import io.ballot.protocol.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memories that number their generations differently meet: no bit may get lost, and the leader's number counts (R5, I13). */
final class GenerationJoinTest {

    private final Registry leader = Given.registry();
    private final Registry joiner = Given.registry();

    @Test
    @Tag("E2")
    void aJoinerThatIsBehindKeepsItsOldBitsUntilTheNextRotation() {
        joiner.apply(grants(ANNA, P0, 0, 1, 1));
        joiner.apply(new Entry.Rotate(1));
        joiner.apply(grants(ANNA, P0, 1, 2, 2));
        leader.apply(new Entry.Rotate(1));
        leader.apply(new Entry.Rotate(5));

        joiner.replaceWith(leader.snapshot());
        assertThat(joiner.currentGeneration()).isEqualTo(5);
        assertThat(knows(joiner, 1)).isTrue();
        assertThat(knows(joiner, 2)).isTrue();
        assertThat(joiner.marks(P0).highestClaimedBefore()).isEqualTo(1);

        joiner.apply(new Entry.Rotate(6));
        assertThat(knows(joiner, 1)).isFalse();
        assertThat(joiner.marks(P0).horizon()).isEqualTo(1);
    }

    @Test
    @Tag("E2")
    void aJoinerThatIsAheadTakesPartInTheLeadersNextRotation() {
        joiner.apply(grants(ANNA, P0, 0, 1, 1));
        for (int generation = 1; generation <= 3; generation++) {
            joiner.apply(new Entry.Rotate(generation));
        }
        leader.apply(new Entry.Rotate(1));

        joiner.replaceWith(leader.snapshot());
        assertThat(joiner.currentGeneration()).isEqualTo(1);
        assertThat(knows(joiner, 1)).isTrue();
        assertThat(joiner.marks(P0).highestClaimedBefore()).isEqualTo(-1);

        joiner.apply(new Entry.Rotate(2));
        assertThat(joiner.currentGeneration()).isEqualTo(2);
    }

    @Test
    @Tag("E2")
    void bitsOfAGenerationThatIsNotHereGoToTheNearestOne() {
        joiner.apply(grants(ANNA, P0, 0, 1, 1));
        leader.apply(new Entry.Rotate(3));
        leader.apply(new Entry.Rotate(4));
        leader.entriesToJoin(joiner.given()).forEach(leader::apply);
        assertThat(knows(leader, 1)).isTrue();

        Registry behind = Given.registry();
        behind.entriesToJoin(leader.given()).forEach(behind::apply);
        assertThat(knows(behind, 1)).isTrue();
    }

    /** Whatever rotates, joins and gathers: a record that was ever claimed is in the filter or below the horizon (I8). */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @Tag("V4")
    void aRecordOnceClaimedIsNeverNewAgain(long seed) {
        Random random = new Random(seed);
        List<Registry> members = new ArrayList<>(List.of(Given.registry(), Given.registry(), Given.registry()));
        List<boolean[]> claimed = new ArrayList<>(List.of(new boolean[400], new boolean[400], new boolean[400]));
        for (int step = 0; step < 600; step++) {
            int one = random.nextInt(3);
            int other = (one + 1 + random.nextInt(2)) % 3;
            switch (random.nextInt(8)) {
                case 0 ->
                    members.get(one).apply(new Entry.Rotate(members.get(one).currentGeneration() + 1));
                case 1 -> {
                    members.get(one).replaceWith(members.get(other).snapshot());
                    union(claimed.get(one), claimed.get(other));
                }
                case 2 -> {
                    GatheredState state = new GatheredState(Given.SHAPE, Given.RECENTS);
                    state.addMember(members.get(one).snapshot());
                    state.addMember(members.get(other).snapshot());
                    members.set(one, state.result());
                    union(claimed.get(one), claimed.get(other));
                }
                case 3 -> members.get(one).apply(new Entry.Committed(P0, random.nextInt(400)));
                default -> {
                    int offset = random.nextInt(400);
                    claim(members.get(one), offset, step);
                    claimed.get(one)[offset] = true;
                }
            }
            for (int member = 0; member < 3; member++) {
                assertRemembered(members.get(member), claimed.get(member));
            }
        }
    }

    private static void claim(Registry registry, int offset, long token) {
        registry.apply(grants(ANNA, P0, offset, token + 1, offset));
        registry.apply(Given.change(offset, token + 1, TaskState.RELEASED));
    }

    private static void union(boolean[] into, boolean[] from) {
        for (int i = 0; i < into.length; i++) {
            into[i] |= from[i];
        }
    }

    private static void assertRemembered(Registry registry, boolean[] claimed) {
        for (int offset = 0; offset < claimed.length; offset++) {
            if (claimed[offset]
                    && !knows(registry, offset)
                    && offset > registry.marks(P0).horizon()) {
                fail("record %d would be new again", offset);
            }
        }
    }
}

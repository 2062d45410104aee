package io.ballot.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.registry.NaiveRegistry.Known;
import io.ballot.core.registry.NaiveRegistry.Marks;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.QueuePartition;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random entries, applied to the registry and to one made of maps: every answer must be the same after each of them. */
final class RegistryModelTest {

    private static final int STEPS = 1_500;
    /** More than there are ids: which of the oldest go first is the ring's own affair, see {@link RecentsTest}. */
    private static final int RECENTS = 2 * RandomEntries.IDS;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    @Tag("V6")
    void thePackedRegistryAnswersLikeTheNaiveOne(long seed) {
        Registry registry = new Registry(Given.SHAPE, RECENTS);
        NaiveRegistry naive = new NaiveRegistry();
        RandomEntries entries = new RandomEntries(seed);
        for (int step = 0; step < STEPS; step++) {
            Entry entry = entries.next();
            List<Integer> had = Arrays.stream(registry.apply(entry)).boxed().toList();
            same(had, naive.apply(entry));
            assertSame(registry, naive);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {13, 14, 15, 16})
    @Tag("F5")
    void entriesThatAreReplayedMakeTheSameMemory(long seed) {
        Registry applied = new Registry(Given.SHAPE, RECENTS);
        Registry replayed = new Registry(Given.SHAPE, RECENTS);
        RandomEntries entries = new RandomEntries(seed);
        for (int step = 0; step < STEPS; step++) {
            Entry entry = entries.next();
            applied.apply(entry);
            replayed.replay(entry);
            if (step % 100 == 0) {
                assertThat(replayed.snapshot()).usingRecursiveComparison().isEqualTo(applied.snapshot());
            }
        }
        assertThat(replayed.snapshot()).usingRecursiveComparison().isEqualTo(applied.snapshot());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    @Tag("E2")
    void anEmptyJoinerAnswersLikeTheLeaderFromTheSnapshotOn(long seed) {
        Registry leader = new Registry(Given.SHAPE, RECENTS);
        NaiveRegistry naive = new NaiveRegistry();
        RandomEntries entries = new RandomEntries(seed);
        for (int step = 0; step < STEPS; step++) {
            Entry entry = entries.next();
            leader.apply(entry);
            naive.apply(entry);
            if (step % 100 == 0) {
                Registry joiner = new Registry(Given.SHAPE, RECENTS);
                joiner.replaceWith(leader.snapshot());
                assertSame(joiner, naive);
                leader = joiner;
            }
        }
        assertSame(leader, naive);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    @Tag("E2")
    void aJoinerForgetsNothingThatItKnewOrIsTold(long seed) {
        RandomEntries entries = new RandomEntries(seed);
        Registry leader = new Registry(Given.SHAPE, RECENTS);
        Registry joiner = new Registry(Given.SHAPE, RECENTS);
        for (int step = 0; step < STEPS; step++) {
            (step % 3 == 0 ? joiner : leader).apply(entries.next());
        }
        boolean[] known = new boolean[RandomEntries.IDS];
        boolean[] ended = new boolean[RandomEntries.IDS];
        for (int number = 0; number < RandomEntries.IDS; number++) {
            known[number] = Given.knows(joiner, number) || Given.knows(leader, number);
            ended[number] = isEnded(joiner, number) || isEnded(leader, number);
        }

        leader.entriesToJoin(joiner.given()).forEach(leader::apply);
        assertThat(leader.entriesToJoin(joiner.given())).isEmpty();
        joiner.replaceWith(leader.snapshot());

        for (int number = 0; number < RandomEntries.IDS; number++) {
            assertThat(Given.knows(leader, number)).isEqualTo(known[number]);
            assertThat(Given.knows(joiner, number)).isEqualTo(known[number]);
            assertThat(isEnded(leader, number)).isEqualTo(ended[number]);
            assertThat(isEnded(joiner, number)).isEqualTo(ended[number]);
            assertThat(Given.hasEntry(joiner, number)).isEqualTo(Given.hasEntry(leader, number));
        }
        assertThat(joiner.currentGeneration()).isEqualTo(leader.currentGeneration());
    }

    private static boolean isEnded(Registry registry, int number) {
        return Given.recent(registry, number).isFinal()
                || (Given.hasEntry(registry, number)
                        && registry.outcome(Given.slot(registry, number)).isFinal());
    }

    private static void assertSame(Registry registry, NaiveRegistry naive) {
        for (int number = 0; number < RandomEntries.IDS; number++) {
            Id128 id = Given.id(number);
            same(known(registry, id), naive.ledger.get(id));
            same(registry.recentOutcome(id.hi(), id.lo()), naive.recents.getOrDefault(id, Outcome.NONE));
            same(registry.mightContain(id.hi(), id.lo()), naive.mightContain(id));
        }
        for (QueuePartition partition : RandomEntries.PARTITIONS) {
            Marks marks = naive.marks(partition);
            assertThat(registry.marks(partition))
                    .isEqualTo(new PartitionMarks(
                            partition,
                            marks.highestClaimed,
                            marks.before,
                            marks.horizon,
                            marks.floor,
                            marks.committed));
        }
        int[] visited = {0};
        registry.forEachEntry(slot -> visited[0]++);
        assertThat(visited[0]).isEqualTo(naive.ledger.size()).isEqualTo(registry.ledgerSize());
        assertThat(registry.highestToken()).isEqualTo(naive.highestToken);
        assertThat(registry.currentGeneration()).isEqualTo(naive.generation);
    }

    /** Some million comparisons: the words for a failure are only made when there is one. */
    private static void same(@Nullable Object actual, @Nullable Object expected) {
        if (!Objects.equals(actual, expected)) {
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static @Nullable Known known(Registry registry, Id128 id) {
        long slot = registry.find(id.hi(), id.lo());
        return slot == Registry.ABSENT
                ? null
                : new Known(
                        registry.holder(slot),
                        registry.claimNo(slot),
                        registry.partition(slot),
                        registry.offset(slot),
                        registry.token(slot),
                        registry.attempt(slot),
                        registry.state(slot),
                        registry.outcome(slot));
    }
}

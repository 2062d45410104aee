package io.ballot.core.registry;

import static io.ballot.core.registry.Given.ANNA;
import static io.ballot.core.registry.Given.BERT;
import static io.ballot.core.registry.Given.P0;
import static io.ballot.core.registry.Given.P1;
import static io.ballot.core.registry.Given.change;
import static io.ballot.core.registry.Given.executed;
import static io.ballot.core.registry.Given.grants;
import static io.ballot.core.registry.Given.hasEntry;
import static io.ballot.core.registry.Given.knows;
import static io.ballot.core.registry.Given.recent;
import static io.ballot.core.registry.Given.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.protocol.Entry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskState;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A joiner gives what it knows, and takes over what the leader knows (E2). */
final class SnapshotTest {

    private final Registry leader = Given.registry();
    private final Registry joiner = Given.registry();

    @Test
    @Tag("E2")
    void aJoinersLedgerIsReplacedAndItsFilterJoined() {
        joiner.apply(grants(BERT, P1, 0, 1, 1, 2));
        joiner.apply(executed(2, 2, Outcome.SUCCESS));
        leader.apply(grants(ANNA, P0, 0, 10, 3));

        joiner.replaceWith(leader.snapshot());

        assertThat(hasEntry(joiner, 1)).isFalse();
        assertThat(hasEntry(joiner, 3)).isTrue();
        assertThat(knows(joiner, 1)).isTrue();
        assertThat(recent(joiner, 2)).isEqualTo(Outcome.SUCCESS);
        assertThat(joiner.highestToken()).isEqualTo(10);
        assertThat(joiner.marks(P1).highestClaimed()).isEqualTo(1);
    }

    @Test
    @Tag("E2")
    void aJoinerGivesBitsAndOutcomesButNoEntry() {
        joiner.apply(grants(BERT, P1, 0, 1, 1, 2, 3));
        joiner.apply(executed(2, 2, Outcome.SUCCESS));
        joiner.apply(executed(3, 3, Outcome.FAILED));

        leader.entriesToJoin(joiner.given()).forEach(leader::apply);

        assertThat(leader.ledgerSize()).isZero();
        assertThat(knows(leader, 1)).isTrue();
        assertThat(recent(leader, 2)).isEqualTo(Outcome.SUCCESS);
        assertThat(recent(leader, 3)).isEqualTo(Outcome.NONE);
    }

    @Test
    @Tag("E2")
    void aJoinerThatKnowsNothingNewCostsNoEntry() {
        leader.apply(grants(ANNA, P0, 0, 1, 1, 2));
        leader.apply(executed(1, 1, Outcome.SUCCESS));
        leader.apply(new Entry.Rotate(1));
        joiner.replaceWith(leader.snapshot());

        assertThat(leader.entriesToJoin(joiner.given())).isEmpty();
        assertThat(leader.entriesToJoin(leader.snapshot())).isEmpty();
    }

    @Test
    @Tag("E3")
    void whoIsBehindOrOfOneMindWithTheLeaderIsWhatItTookOver() {
        leader.apply(grants(ANNA, P0, 0, 1, 1, 2));
        joiner.apply(grants(ANNA, P0, 0, 1, 1, 2));
        leader.apply(executed(1, 1, Outcome.SUCCESS));
        leader.apply(new Entry.Committed(P0, 1));
        leader.apply(new Entry.Rotate(1));

        assertThat(Given.registry().replaceWith(leader.snapshot())).isTrue();
        assertThat(joiner.replaceWith(leader.snapshot())).isTrue();
        assertThat(joiner.replaceWith(leader.snapshot())).isTrue();
    }

    @Test
    @Tag("E3")
    void whoHadAHigherMarkOrTokenOrAnOutcomeBesideIsMoreThanItTookOver() {
        leader.apply(grants(ANNA, P0, 0, 5, 1));
        joiner.apply(grants(ANNA, P0, 0, 1, 1, 2));
        assertThat(joiner.replaceWith(leader.snapshot()))
                .as("it claimed the record 1")
                .isFalse();

        Registry later = Given.registry();
        later.apply(grants(ANNA, P0, 0, 6, 1));
        assertThat(later.replaceWith(leader.snapshot())).as("a later token").isFalse();

        Registry elsewhere = Given.registry();
        elsewhere.apply(new Entry.Committed(P1, 0));
        assertThat(elsewhere.replaceWith(leader.snapshot()))
                .as("another partition")
                .isFalse();

        Registry knowing = Given.registry();
        knowing.apply(executed(7, 1, Outcome.SUCCESS));
        assertThat(knowing.replaceWith(leader.snapshot()))
                .as("nobody was given that")
                .isFalse();
        leader.entriesToJoin(knowing.given()).forEach(leader::apply);
        assertThat(knowing.replaceWith(leader.snapshot())).as("given now").isTrue();
    }

    @Test
    @Tag("E3")
    @Tag("V5")
    void whoMissedARotationKeepsBitsThatItsLeaderHasLetGo() {
        for (Registry one : List.of(leader, joiner)) {
            one.apply(grants(ANNA, P0, 0, 1, 1));
            one.apply(Given.change(1, 1, TaskState.RELEASED)); // ended without an outcome that is carried over
            one.apply(new Entry.Committed(P0, 1));
            one.apply(new Entry.Rotate(1));
        }
        leader.apply(grants(ANNA, P0, 1, 2, 2));
        leader.apply(new Entry.Rotate(2));

        assertThat(joiner.replaceWith(leader.snapshot())).isFalse();

        leader.entriesToJoin(joiner.given()).forEach(leader::apply);
        assertThat(joiner.replaceWith(leader.snapshot())).as("given now").isTrue();
    }

    @Test
    @Tag("E2")
    void ofTwoFinalOutcomesTheLeadersStays() {
        leader.apply(executed(7, 1, Outcome.DROPPED_BY_CHECK));
        joiner.apply(executed(7, 1, Outcome.SUCCESS));
        assertThat(leader.entriesToJoin(joiner.given())).noneMatch(Entry.Outcomes.class::isInstance);

        assertThat(joiner.replaceWith(leader.snapshot())).isTrue();
        assertThat(recent(joiner, 7)).isEqualTo(Outcome.DROPPED_BY_CHECK);
    }

    @Test
    void aSnapshotTakenEarlierDoesNotChangeWithTheRegistry() {
        leader.apply(grants(ANNA, P0, 0, 1, 1));
        List<SnapshotPart> snapshot = leader.snapshot();
        leader.apply(executed(1, 1, Outcome.SUCCESS));
        leader.apply(new Entry.Committed(P0, 5));

        joiner.replaceWith(snapshot);
        assertThat(state(joiner, 1)).isEqualTo(TaskState.GRANTED);
        joiner.apply(change(1, 1, TaskState.RUNNING));

        Registry another = Given.registry();
        another.replaceWith(snapshot);
        assertThat(state(another, 1)).isEqualTo(TaskState.GRANTED);
    }

    @Test
    void noPartIsLargerThanAFrameMayBe() {
        Registry large = new Registry(new FilterParams(200_000, 1e-6), 100_000);
        long[] numbers = LongStream.range(0, 60_000).toArray();
        large.apply(grants(ANNA, P0, 0, 1, numbers));
        large.apply(
                grants(ANNA, P1, 0, 100_000, LongStream.range(60_000, 80_000).toArray()));
        for (int number = 0; number < 60_000; number++) {
            large.apply(executed(number, number + 1, Outcome.SUCCESS));
        }
        large.apply(new Entry.Committed(P0, 50_000));

        List<SnapshotPart> parts = large.snapshot();
        assertThat(parts).allSatisfy(part -> {
            if (part instanceof SnapshotPart.FilterBits bits) {
                assertThat(bits.words().length).isBetween(1, SnapshotPart.MAX_WORDS);
            } else if (part instanceof SnapshotPart.Ledger ledger) {
                assertThat(4 * ledger.claim().size()).isBetween(4, SnapshotPart.MAX_WORDS);
            } else if (part instanceof SnapshotPart.Recents recents) {
                assertThat(2 * recents.ids().size()).isBetween(2, SnapshotPart.MAX_WORDS);
            }
        });
        Registry copy = new Registry(new FilterParams(200_000, 1e-6), 100_000);
        copy.replaceWith(parts);
        assertThat(copy.ledgerSize()).isEqualTo(30_000);
        assertThat(copy.recentsSize()).isEqualTo(50_000);
        assertThat(LongStream.range(0, 80_000)).allMatch(number -> knows(copy, number));
    }

    @Test
    void aFilterWithFewTasksMakesASmallSnapshot() {
        Registry roomy = new Registry(new FilterParams(1_000_000, 1e-6), 10);
        roomy.apply(grants(ANNA, P0, 0, 1, 1, 2, 3));

        long words = roomy.snapshot().stream()
                .filter(SnapshotPart.FilterBits.class::isInstance)
                .mapToLong(part -> ((SnapshotPart.FilterBits) part).words().length)
                .sum();
        assertThat(words).isBetween(3L, 60L);
    }

    @Test
    void aSnapshotThatIsNotWholeIsRefused() {
        leader.apply(grants(ANNA, P0, 0, 1, 1));
        List<SnapshotPart> parts = leader.snapshot();

        assertThatThrownBy(() -> joiner.replaceWith(parts.subList(0, parts.size() - 1)))
                .hasMessageContaining("has no end");
        assertThatThrownBy(() -> joiner.replaceWith(parts.subList(1, parts.size())))
                .hasMessageContaining("begins with one Meta");
        assertThatThrownBy(() -> joiner.replaceWith(List.of(parts.get(0), new SnapshotPart.End(3))))
                .hasMessageContaining("a snapshot of 3 parts came with 1");
        assertThatThrownBy(() -> new Registry(new FilterParams(5, 0.1), 5).replaceWith(parts))
                .hasMessageContaining("cannot be joined");
        assertThat(knows(joiner, 1)).isFalse();
    }

    @Test
    void bitsOutsideTheFilterAreRefused() {
        SnapshotPart.FilterBits bits = new SnapshotPart.FilterBits(0, new int[] {1 << 20}, new long[] {1});

        assertThatThrownBy(() -> leader.apply(new Entry.Bits(bits))).hasMessageContaining("outside a filter");
    }
}

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
import static io.ballot.core.registry.Given.slot;
import static io.ballot.core.registry.Given.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new leader's union of what the survivors know (R3). */
@Tag("E3")
final class GatheredStateTest {

    private final Registry one = Given.registry();
    private final Registry other = Given.registry();

    private Registry gather() {
        GatheredState state = new GatheredState(Given.SHAPE, Given.RECENTS);
        state.addMember(one.snapshot());
        state.addMember(other.snapshot());
        return state.result();
    }

    @Test
    void ofTwoEntriesTheOneWithTheHigherTokenCounts() {
        one.apply(grants(ANNA, P0, 0, 1, 1));
        one.apply(change(1, 1, TaskState.RUNNING));
        other.apply(grants(BERT, P1, 0, 2, 1));

        Registry gathered = gather();
        assertThat(gathered.holder(slot(gathered, 1))).isEqualTo(BERT);
        assertThat(state(gathered, 1)).isEqualTo(TaskState.GRANTED);
        assertThat(gathered.highestToken()).isEqualTo(2);
    }

    @Test
    void ofTwoEntriesWithOneTokenTheLaterStateCounts() {
        one.apply(grants(ANNA, P0, 0, 1, 1, 2));
        other.apply(grants(ANNA, P0, 0, 1, 1, 2));
        one.apply(change(1, 1, TaskState.RUNNING));
        other.apply(executed(2, 2, Outcome.SUCCESS));

        Registry gathered = gather();
        assertThat(state(gathered, 1)).isEqualTo(TaskState.RUNNING);
        assertThat(state(gathered, 2)).isEqualTo(TaskState.EXECUTED);
        assertThat(gathered.ledgerSize()).isEqualTo(2);
    }

    @Test
    void anExecutionUnderAnOlderTokenStaysAsEvidence() {
        one.apply(grants(ANNA, P0, 0, 1, 1));
        one.apply(executed(1, 1, Outcome.SUCCESS));
        other.apply(grants(BERT, P1, 0, 2, 1));

        Registry gathered = gather();
        assertThat(state(gathered, 1)).isEqualTo(TaskState.GRANTED);
        assertThat(recent(gathered, 1)).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void ofOthersOnlyBitsAndOutcomesCount() {
        one.apply(grants(ANNA, P0, 0, 1, 1));
        other.apply(grants(BERT, P1, 0, 7, 1, 2, 3));
        other.apply(executed(3, 9, Outcome.SUCCESS));

        for (var given : List.of(other.given(), other.snapshot())) {
            GatheredState state = new GatheredState(Given.SHAPE, Given.RECENTS);
            state.addMember(one.snapshot());
            state.addOther(given);
            Registry gathered = state.result();
            assertThat(gathered.holder(slot(gathered, 1))).isEqualTo(ANNA);
            assertThat(hasEntry(gathered, 2)).isFalse();
            assertThat(knows(gathered, 2)).isTrue();
            assertThat(recent(gathered, 3)).isEqualTo(Outcome.SUCCESS);
            assertThat(gathered.highestToken())
                    .as("tokens must grow over all of them")
                    .isEqualTo(9);
        }
    }

    @Test
    void aTaskThatOneMemberHasPrunedIsNotHeldForEverByTheOthersWord() {
        one.apply(grants(ANNA, P0, 0, 1, 1));
        other.apply(grants(ANNA, P0, 0, 1, 1));
        one.apply(executed(1, 1, Outcome.SUCCESS));
        one.apply(new Entry.Committed(P0, 1));

        Registry gathered = gather();
        assertThat(hasEntry(gathered, 1)).isFalse();
        assertThat(recent(gathered, 1)).isEqualTo(Outcome.SUCCESS);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoAppliedLessOfTheSameOrderAddsNothingAndTakesNothingAway(long seed) {
        RandomEntries entries = RandomEntries.orderly(seed);
        List<Registry> prefixes = new ArrayList<>(List.of(Given.registry(), Given.registry(), Given.registry()));
        for (int step = 0; step < 300; step++) {
            Entry entry = entries.next();
            for (int member = step < 250 ? 0 : step < 280 ? 1 : 2; member < 3; member++) {
                prefixes.get(member).apply(entry);
            }
        }
        Registry whole = prefixes.get(2);

        GatheredState inOrder = new GatheredState(Given.SHAPE, Given.RECENTS);
        prefixes.forEach(member -> inOrder.addMember(member.snapshot()));
        Registry gathered = inOrder.result();
        GatheredState reversed = new GatheredState(Given.SHAPE, Given.RECENTS);
        for (int member = 2; member >= 0; member--) {
            reversed.addMember(prefixes.get(member).snapshot());
        }
        Registry again = reversed.result();

        for (int number = 0; number < RandomEntries.IDS; number++) {
            if (hasEntry(whole, number) && hasEntry(gathered, number)) {
                assertThat(gathered.token(slot(gathered, number))).isEqualTo(whole.token(slot(whole, number)));
                assertThat(state(gathered, number)).isEqualTo(state(whole, number));
            }
            if (knows(whole, number)) {
                assertThat(knows(gathered, number)).isTrue();
            }
            if (recent(whole, number).isFinal()) {
                assertThat(recent(gathered, number).isFinal()).isTrue();
            }
            assertThat(hasEntry(again, number)).isEqualTo(hasEntry(gathered, number));
            assertThat(recent(again, number)).isEqualTo(recent(gathered, number));
        }
    }

    /** One that answers when the gather is over gives all that it has, and its own ledger is replaced. */
    @Test
    void whatALateOnesLedgerKnowsToBeDoneIsNotLostWithIt() {
        other.apply(grants(ANNA, P0, 0, 1, 1, 2));
        other.apply(executed(1, 1, Outcome.SUCCESS));
        one.apply(grants(ANNA, P0, 0, 1, 1, 2));

        one.entriesToJoin(other.snapshot()).forEach(one::apply);
        assertThat(recent(one, 1)).isEqualTo(Outcome.SUCCESS);
        assertThat(recent(one, 2)).isEqualTo(Outcome.NONE);
    }
}

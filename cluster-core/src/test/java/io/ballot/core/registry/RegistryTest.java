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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Grants, progress and commits, one entry at a time. */
final class RegistryTest {

    private final Registry registry = Given.registry();

    @Test
    @Tag("V2")
    void aTaskThatWasNeverGrantedIsNotInTheFilter() {
        registry.apply(grants(ANNA, P0, 0, 1, 1, 2));

        assertThat(knows(registry, 1)).isTrue();
        assertThat(knows(registry, 3)).isFalse();
    }

    @Test
    @Tag("V3")
    void aFreshTaskThatThisMemberKnewIsToldToTheLeader() {
        registry.apply(grants(ANNA, P0, 0, 1, 1, 2));

        assertThat(registry.apply(grants(BERT, P1, 0, 10, 5, 2, 6, 1))).containsExactly(1, 3);
    }

    @Test
    @Tag("V3")
    void aGrantSentAgainIsNotTakenForAnotherOne() {
        Entry.Grants grants = grants(ANNA, P0, 0, 1, 1, 2);
        registry.apply(grants);

        assertThat(registry.apply(grants)).isEmpty();
        assertThat(registry.ledgerSize()).isEqualTo(2);
    }

    @Test
    @Tag("V6")
    void theLedgerSaysWhoHoldsATaskAndHowFarItIs() {
        registry.apply(grants(ANNA, P0, 40, 7, 1, 2));
        registry.apply(change(2, 8, TaskState.RUNNING));

        long slot = slot(registry, 2);
        assertThat(registry.holder(slot)).isEqualTo(ANNA);
        assertThat(registry.state(slot)).isEqualTo(TaskState.RUNNING);
        assertThat(registry.token(slot)).isEqualTo(8);
        assertThat(registry.attempt(slot)).isEqualTo(1);
        assertThat(registry.claimNo(slot)).isEqualTo(7);
        assertThat(registry.partition(slot)).isEqualTo(P0);
        assertThat(registry.offset(slot)).isEqualTo(41);
        assertThat(registry.highestToken()).isEqualTo(8);
        assertThat(registry.marks(P0).highestClaimed()).isEqualTo(41);
    }

    @Test
    @Tag("V6")
    void aNewerGrantReplacesTheEntryAndAnOlderOneIsIgnored() {
        registry.apply(grants(ANNA, P0, 0, 5, 1));
        registry.apply(grants(BERT, P1, 0, 9, 1));
        registry.apply(grants(ANNA, P0, 0, 7, 1));

        assertThat(registry.holder(slot(registry, 1))).isEqualTo(BERT);
        assertThat(registry.ledgerSize()).isEqualTo(1);
    }

    @Test
    @Tag("V6")
    void aReportOfAnOlderTokenChangesNothingButLeavesItsOutcomeAsEvidence() {
        registry.apply(grants(ANNA, P0, 0, 5, 1));
        registry.apply(grants(BERT, P1, 0, 9, 1));
        registry.apply(change(1, 5, TaskState.RELEASED));
        registry.apply(executed(1, 5, Outcome.SUCCESS));

        assertThat(state(registry, 1)).isEqualTo(TaskState.GRANTED);
        assertThat(recent(registry, 1)).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void aReleasedTaskDoesNotRunAgainUnderTheSameToken() {
        registry.apply(grants(ANNA, P0, 0, 5, 1));
        registry.apply(change(1, 5, TaskState.RUNNING));
        registry.apply(change(1, 5, TaskState.RELEASED));
        registry.apply(change(1, 5, TaskState.RUNNING));
        registry.apply(change(1, 5, TaskState.ORPHANED));

        assertThat(state(registry, 1)).isEqualTo(TaskState.RELEASED);
    }

    @Test
    void aFailedAttemptMayStillComeToADeadLetter() {
        registry.apply(grants(ANNA, P0, 0, 5, 1));
        registry.apply(executed(1, 5, Outcome.FAILED));
        registry.apply(change(1, 5, TaskState.ORPHANED));
        registry.apply(executed(1, 5, Outcome.DEAD_LETTER));
        registry.apply(executed(1, 5, Outcome.PARKED));

        assertThat(state(registry, 1)).isEqualTo(TaskState.EXECUTED);
        assertThat(registry.outcome(slot(registry, 1))).isEqualTo(Outcome.DEAD_LETTER);
    }

    @Test
    @Tag("C2")
    void anExecutedTaskIsStillKnownAsExecutedAfterItsCommit() {
        registry.apply(grants(ANNA, P0, 0, 1, 1, 2));
        registry.apply(executed(1, 1, Outcome.SUCCESS));
        registry.apply(new Entry.Committed(P0, 1));

        assertThat(hasEntry(registry, 1)).isFalse();
        assertThat(recent(registry, 1)).isEqualTo(Outcome.SUCCESS);
        assertThat(hasEntry(registry, 2)).isTrue();
        assertThat(registry.marks(P0).committed()).isEqualTo(1);
    }

    @Test
    @Tag("C2")
    void anOutcomeOfATaskThatIsNotInTheLedgerIsKept() {
        registry.apply(executed(9, 4, Outcome.SUCCESS));

        assertThat(recent(registry, 9)).isEqualTo(Outcome.SUCCESS);
        assertThat(knows(registry, 9)).isTrue();
    }

    @Test
    void aTaskThatIsHeldOutlivesTheCommitOfItsRecord() {
        registry.apply(grants(ANNA, P0, 0, 1, TaskState.RUNNING, 1, 2, 3));
        registry.apply(change(3, 3, TaskState.ORPHANED));
        registry.apply(new Entry.Committed(P0, 10));

        assertThat(hasEntry(registry, 1)).isTrue();
        assertThat(hasEntry(registry, 3)).isFalse();

        registry.apply(executed(1, 1, Outcome.SUCCESS));
        registry.apply(change(2, 2, TaskState.RELEASED));
        assertThat(hasEntry(registry, 1)).isFalse();
        assertThat(recent(registry, 1)).isEqualTo(Outcome.SUCCESS);

        registry.apply(new Entry.Committed(P0, 11));
        assertThat(hasEntry(registry, 2)).isFalse();
        assertThat(knows(registry, 2)).isTrue();
    }

    @Test
    void aReplayBelowAnOldCommitKeepsItsReleasesUntilItIsCommittedAgain() {
        registry.apply(new Entry.Committed(P0, 100));
        registry.apply(grants(ANNA, P0, 10, 1, 1));
        registry.apply(change(1, 1, TaskState.RELEASED));
        registry.apply(new Entry.Committed(P0, 10));

        assertThat(state(registry, 1)).isEqualTo(TaskState.RELEASED);
        assertThat(registry.marks(P0).committed()).isEqualTo(100);
    }

    @Test
    void theDoubtFloorTurnsIntoHorizonWhenTheCommittedOffsetReachesIt() {
        registry.raiseFloor(P0, 50);
        registry.apply(new Entry.Committed(P0, 49));
        assertThat(registry.marks(P0).floor()).isEqualTo(50);

        registry.apply(new Entry.Committed(P0, 50));
        assertThat(registry.marks(P0).floor()).isEqualTo(-1);
        assertThat(registry.marks(P0).horizon()).isEqualTo(49);
    }

    @Test
    void theHighestClaimIsNeverLowered() {
        registry.apply(grants(ANNA, P0, 50, 1, 1));
        registry.apply(grants(ANNA, P0, 10, 2, 2));

        assertThat(registry.marks(P0).highestClaimed()).isEqualTo(50);
    }
}

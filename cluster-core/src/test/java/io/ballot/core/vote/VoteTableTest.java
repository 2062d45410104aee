package io.ballot.core.vote;

import static io.ballot.core.OutboxProbe.life;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.OutboxProbe;
import io.ballot.core.member.Successions;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Claim;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Entry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.Token;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rows of the vote table, each by itself. */
class VoteTableTest {

    private static final QueuePartition P0 = new QueuePartition("q", new Id128(1, 1), 0);
    private static final Id128 TASK = new Id128(77, 78);
    private static final long TOKEN = Token.of(1, 1);

    private final OutboxProbe probe = new OutboxProbe("n1");
    private final Registry registry = new Registry(new FilterParams(1000, 1e-6), 100);
    private final Reservations reservations = new Reservations();
    private final Lives lives = new Lives(probe.outbox, new Successions(), OutboxProbe.TIMES);
    private final VoidClaims voids = new VoidClaims();
    private final VoteTable table = new VoteTable(registry, reservations, lives, voids, new NeverAnswered());
    private final Life asker = life("n1", 1);
    private final Life other = life("n2", 1);

    private static Claim claim(long no, long offset, byte flags) {
        return new Claim(no, P0, new long[] {offset}, TaskIds.of(TASK), new byte[] {flags});
    }

    private void granted(Life holder, Claim claim, TaskState state) {
        lives.renewed(holder);
        registry.apply(new Entry.Grants(
                holder, claim, new long[] {TOKEN}, new byte[] {state.code()}, new byte[] {1}, new byte[] {1}));
    }

    private void changed(TaskState state, Outcome outcome) {
        registry.apply(new Entry.Changes(
                TaskIds.of(TASK), new long[] {TOKEN}, new byte[] {state.code()}, new byte[] {outcome.code()}));
    }

    private VoteTable.Row ask(Life life, Claim claim) {
        return table.ask(life, claim, 0, registry.marks(P0));
    }

    private void otherIsGone() {
        lives.earlierLeases(0);
        probe.after(OutboxProbe.TIMES.goneAfterMs() + 1);
    }

    @Test
    @Tag("V2")
    void aTaskThatNobodyHasSeenIsNew() {
        assertThat(ask(asker, claim(1, 5, (byte) 0))).isEqualTo(VoteTable.Row.NEW);
    }

    @Test
    void theSameQuestionGetsTheSameAnswer() {
        granted(asker, claim(1, 5, (byte) 0), TaskState.GRANTED);
        assertThat(ask(asker, claim(1, 5, (byte) 0))).isEqualTo(VoteTable.Row.REPEAT);
        assertThat(table.token).isEqualTo(TOKEN);
    }

    @Test
    @Tag("D2")
    void anotherRecordOfTheSameIdHasToWaitForTheHolder() {
        granted(other, claim(1, 5, (byte) 0), TaskState.RUNNING);
        assertThat(ask(asker, claim(1, 9, (byte) 0))).isEqualTo(VoteTable.Row.BUSY);
        assertThat(ask(other, claim(2, 9, (byte) 0))).isEqualTo(VoteTable.Row.BUSY_SELF);
    }

    @Test
    @Tag("D6")
    void aReleasedTaskIsGrantedAgainWithoutDoubt() {
        granted(other, claim(1, 5, (byte) 0), TaskState.GRANTED);
        changed(TaskState.RELEASED, Outcome.NONE);
        assertThat(ask(asker, claim(1, 5, (byte) 0))).isEqualTo(VoteTable.Row.REGRANT);
    }

    @Test
    @Tag("D4")
    void whatAGoneHolderNeverMarkedIsGrantedAgain() {
        granted(other, claim(1, 5, (byte) 0), TaskState.GRANTED);
        otherIsGone();
        assertThat(ask(asker, claim(1, 5, (byte) 0))).isEqualTo(VoteTable.Row.REGRANT);
    }

    @Test
    @Tag("D4")
    @Tag("V6")
    void whatAGoneHolderHadMarkedIsADoubt() {
        granted(other, claim(1, 5, (byte) 0), TaskState.RUNNING);
        otherIsGone();
        assertThat(ask(asker, claim(1, 5, (byte) 0))).isEqualTo(VoteTable.Row.DOUBT);
        assertThat(table.cause).isEqualTo(DoubtCause.ORPHANED);
        assertThat(table.toOrphan).isTrue();
    }

    @Test
    @Tag("C2")
    @Tag("D2")
    void aFinalOutcomeMeansCommitAndDoNotRun() {
        granted(other, claim(1, 5, (byte) 0), TaskState.RUNNING);
        changed(TaskState.EXECUTED, Outcome.SUCCESS);
        assertThat(ask(asker, claim(1, 5, (byte) 0))).isEqualTo(VoteTable.Row.DONE);
        registry.apply(new Entry.Committed(P0, 6));
        assertThat(ask(asker, claim(2, 9, (byte) 0))).isEqualTo(VoteTable.Row.DONE);
        assertThat(table.outcome).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void aFailedAttemptIsNoDone() {
        granted(other, claim(1, 5, (byte) 0), TaskState.RUNNING);
        changed(TaskState.EXECUTED, Outcome.FAILED);
        assertThat(ask(asker, claim(1, 5, (byte) 0))).isEqualTo(VoteTable.Row.BUSY);
        assertThat(ask(other, claim(2, 5, (byte) 0))).isEqualTo(VoteTable.Row.REGRANT);
        assertThat(table.attempt).isEqualTo(2);
    }

    /** What the ledger says of an id began with this memory; the record that asks may be older. */
    @Test
    @Tag("V5")
    void anotherRecordThatMayBeOlderThanTheMemoryIsNotGrantedOnTheLedgersWord() {
        granted(other, claim(1, 43, (byte) 0), TaskState.GRANTED);
        changed(TaskState.RELEASED, Outcome.NONE);
        registry.raiseFloor(P0, 40);
        assertThat(ask(asker, claim(1, 20, (byte) 0))).isEqualTo(VoteTable.Row.DOUBT);
        assertThat(table.cause).isEqualTo(DoubtCause.FLOOR);
        assertThat(ask(asker, claim(1, 43, (byte) 0))).isEqualTo(VoteTable.Row.REGRANT);
    }

    /** A question that was on its way for longer than the attempt took must not get the next one: nobody takes it. */
    @Test
    @Tag("V5")
    void aLateQuestionUnderTheClaimThatFailedIsNotTheNextAttempts() {
        granted(other, claim(2, 5, (byte) 0), TaskState.RUNNING);
        changed(TaskState.EXECUTED, Outcome.FAILED);
        assertThat(ask(other, claim(2, 5, (byte) 0))).isEqualTo(VoteTable.Row.BUSY_SELF);
        assertThat(ask(other, claim(3, 5, (byte) 0))).isEqualTo(VoteTable.Row.REGRANT);
    }

    @Test
    @Tag("V4")
    @Tag("D5")
    void whatOnlyTheFilterKnowsIsADoubtNeverADrop() {
        granted(other, claim(1, 5, (byte) 0), TaskState.GRANTED);
        changed(TaskState.COMMITTED, Outcome.NONE);
        assertThat(ask(asker, claim(1, 5, (byte) 0))).isEqualTo(VoteTable.Row.DOUBT);
        assertThat(table.cause).isEqualTo(DoubtCause.FILTER);
    }

    @Test
    void aTaskNamedByARecordAboveAllClaimedOnesIsNewWhateverTheFilterSays() {
        granted(other, claim(1, 5, (byte) 0), TaskState.GRANTED);
        changed(TaskState.COMMITTED, Outcome.NONE);
        assertThat(ask(asker, claim(1, 6, Claim.NAMED_BY_RECORD))).isEqualTo(VoteTable.Row.NEW);
        assertThat(ask(asker, claim(1, 5, Claim.NAMED_BY_RECORD))).isEqualTo(VoteTable.Row.DOUBT);
    }

    @Test
    @Tag("D5")
    void aRecordBelowTheDoubtFloorIsDoubtfulEvenIfNobodyHasSeenIt() {
        registry.raiseFloor(P0, 10);
        assertThat(ask(asker, claim(1, 9, (byte) 0))).isEqualTo(VoteTable.Row.DOUBT);
        assertThat(table.cause).isEqualTo(DoubtCause.FLOOR);
        assertThat(ask(asker, claim(1, 10, (byte) 0))).isEqualTo(VoteTable.Row.NEW);
    }

    @Test
    @Tag("C1")
    void aRecordThatTheCommitMetadataNamesAsFinishedIsDoubtful() {
        assertThat(ask(asker, claim(1, 5, Claim.HINTED))).isEqualTo(VoteTable.Row.DOUBT);
        assertThat(table.cause).isEqualTo(DoubtCause.HINT);
    }

    @Test
    @Tag("C3")
    void aDoubtIsResolvedForOneNodeAtATime() {
        registry.raiseFloor(P0, 10);
        reservations.add(new Reservations.Reservation(TASK, other, 4, P0, 5, DoubtCause.FLOOR, 0));
        assertThat(ask(asker, claim(1, 5, (byte) 0))).isEqualTo(VoteTable.Row.BUSY);
        assertThat(ask(other, claim(4, 5, (byte) 0))).isEqualTo(VoteTable.Row.DOUBT);
    }

    @Test
    @Tag("D5")
    void aRecordAtOrBelowTheHorizonIsDoubtfulEvenIfNobodyHasSeenIt() {
        granted(other, claim(1, 5, (byte) 0), TaskState.GRANTED);
        changed(TaskState.COMMITTED, Outcome.NONE);
        registry.apply(new Entry.Rotate(1));
        registry.apply(new Entry.Rotate(2));
        registry.apply(new Entry.Rotate(3));
        assertThat(registry.mightContain(TASK.hi(), TASK.lo())).isFalse();
        assertThat(ask(asker, claim(1, 5, (byte) 0))).isEqualTo(VoteTable.Row.DOUBT);
        assertThat(table.cause).isEqualTo(DoubtCause.HORIZON);
        assertThat(ask(asker, claim(1, 6, (byte) 0))).isEqualTo(VoteTable.Row.NEW);
    }

    @Test
    @Tag("D4")
    void whatItsHolderStoppedIsADoubtAlthoughTheHolderLives() {
        granted(other, claim(1, 5, (byte) 0), TaskState.RUNNING);
        changed(TaskState.ORPHANED, Outcome.NONE);
        assertThat(ask(other, claim(2, 5, (byte) 0))).isEqualTo(VoteTable.Row.DOUBT);
        assertThat(table.cause).isEqualTo(DoubtCause.ORPHANED);
        assertThat(table.holderKnownGone).isTrue();
        assertThat(table.toOrphan).isFalse();
    }

    @Test
    @Tag("C2")
    void whatIsOnRecordIsDoneForItsResolverAndForOthersAlthoughItIsReserved() {
        granted(other, claim(1, 5, (byte) 0), TaskState.RUNNING);
        changed(TaskState.ORPHANED, Outcome.NONE);
        reservations.add(new Reservations.Reservation(TASK, asker, 3, P0, 5, DoubtCause.ORPHANED, 0));
        assertThat(ask(asker, claim(3, 5, (byte) 0))).isEqualTo(VoteTable.Row.DOUBT);
        assertThat(ask(other, claim(9, 5, (byte) 0))).isEqualTo(VoteTable.Row.BUSY);

        registry.apply(
                new Entry.Outcomes(new SnapshotPart.Recents(TaskIds.of(TASK), new byte[] {Outcome.SUCCESS.code()})));
        assertThat(ask(asker, claim(3, 5, (byte) 0))).isEqualTo(VoteTable.Row.DONE);
        assertThat(table.outcome).isEqualTo(Outcome.SUCCESS);
        assertThat(ask(other, claim(9, 5, (byte) 0))).isEqualTo(VoteTable.Row.DONE);
    }

    @Test
    void aClaimThatItsNodeHasClosedIsNotAnsweredWhateverIsKnown() {
        voids.add(asker, 1, 5);
        assertThat(ask(asker, claim(1, 5, (byte) 0))).isEqualTo(VoteTable.Row.VOID);
        granted(asker, claim(1, 5, (byte) 0), TaskState.GRANTED);
        assertThat(ask(asker, claim(1, 5, (byte) 0))).isEqualTo(VoteTable.Row.VOID);
        assertThat(ask(asker, claim(2, 6, (byte) 0))).isEqualTo(VoteTable.Row.BUSY_SELF);
    }

    /** The order of the rows is their meaning: what is known exactly comes before what offsets and the filter suggest. */
    @Test
    @Tag("C2")
    void anOutcomeOnRecordCountsBeforeHorizonFloorFilterAndHint() {
        granted(other, claim(1, 5, (byte) 0), TaskState.RUNNING);
        changed(TaskState.EXECUTED, Outcome.SUCCESS);
        registry.apply(new Entry.Committed(P0, 6));
        registry.raiseFloor(P0, 100);
        assertThat(registry.ledgerSize()).isZero();
        assertThat(ask(asker, claim(2, 9, Claim.HINTED))).isEqualTo(VoteTable.Row.DONE);
    }

    @Test
    void theHolderIsWaitedForEvenBelowTheFloor() {
        granted(other, claim(1, 5, (byte) 0), TaskState.RUNNING);
        registry.raiseFloor(P0, 100);
        assertThat(ask(asker, claim(2, 9, Claim.HINTED))).isEqualTo(VoteTable.Row.BUSY);
    }

    @Test
    void aHintMakesEvenATaskDoubtfulThatNoOtherRecordCanHave() {
        byte flags = Claim.NAMED_BY_RECORD | Claim.HINTED;
        assertThat(ask(asker, claim(1, 5, flags))).isEqualTo(VoteTable.Row.DOUBT);
        assertThat(table.cause).isEqualTo(DoubtCause.HINT);
    }
}

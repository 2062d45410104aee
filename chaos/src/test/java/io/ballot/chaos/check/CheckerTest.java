package io.ballot.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.chaos.check.Finding.Kind;
import io.ballot.chaos.effect.Effect;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The checker finds each kind of violation in a log that contains it, and nothing in one that does not. */
class CheckerTest {

    private static List<Kind> found(Verdict verdict) {
        return verdict.findings().stream().map(Finding::kind).toList();
    }

    @Test
    void aTaskExecutedOnceAndCommittedIsFine() {
        Verdict verdict =
                new Log().submit("a", 0).execute("a", 1, 5, 0).committed(1).judge();

        assertThat(found(verdict)).isEmpty();
        assertThat(verdict.isKept()).isTrue();
        assertThat(verdict.line())
                .isEqualTo("tasks 1, executed once 1, suppressed 0, parked 0, repeated after a check 0, "
                        + "repeated otherwise 0, overlapping 0, lost 0");
    }

    @Test
    void aTaskThatIsCommittedWithoutAnEffectIsLost() {
        Verdict verdict = new Log().submit("a", 0).committed(1).judge();

        assertThat(found(verdict)).containsExactly(Kind.LOST, Kind.COMMITTED_EARLY);
        assertThat(verdict.line()).endsWith("lost 1");
    }

    @Test
    void aTaskThatWasBegunAndNeverEndedIsLostWhenItIsCommitted() {
        Verdict verdict =
                new Log().submit("a", 0).start("a", 1, 5, 0).committed(1).judge();

        assertThat(found(verdict)).contains(Kind.LOST);
    }

    @Test
    void aTaskWhoseTopicWasDeletedIsNotLostButCounted() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .submit("b", 1)
                .execute("b", 1, 5, 1)
                .recreated()
                .committed(0)
                .judge();

        assertThat(found(verdict)).isEmpty();
        assertThat(verdict.totals().gone()).isEqualTo(1);
        assertThat(verdict.totals().executedOnce()).isEqualTo(1);
    }

    @Test
    void aTaskThatIsNeitherExecutedNorCommittedIsUnfinished() {
        Verdict verdict = new Log().submit("a", 0).committed(0).judge();

        assertThat(found(verdict)).containsExactly(Kind.UNFINISHED);
        assertThat(verdict.isKept()).isFalse();
    }

    @Test
    void aParkedTaskIsNotLost() {
        Verdict verdict = new Log().submit("a", 0).committed(1).parked("a").judge();

        assertThat(found(verdict)).isEmpty();
        assertThat(verdict.totals().parked()).isEqualTo(1);
    }

    @Test
    void aCommitBeforeTheEffectIsFoundAlsoWhenTheEffectComesLater() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .committed(1)
                .execute("a", 1, 5, 0)
                .committed(1)
                .judge();

        assertThat(found(verdict)).containsExactly(Kind.COMMITTED_EARLY);
    }

    @Test
    void twoEffectsOfOneRecordAreARepetition() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .execute("a", 1, 5, 0)
                .execute("a", 2, 6, 0)
                .committed(1)
                .judge();

        assertThat(found(verdict)).containsExactly(Kind.REPEATED);
        assertThat(verdict.line()).contains("repeated otherwise 1");
    }

    @Test
    void anEffectOfThePlantedDuplicateIsARepetition() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .submit("a", 1)
                .execute("a", 1, 5, 0)
                .execute("a", 2, 6, 1)
                .committed(2)
                .judge();

        assertThat(found(verdict)).containsExactly(Kind.DUPLICATED);
        assertThat(verdict.line()).contains("repeated otherwise 1");
    }

    @Test
    void threeEffectsOfOneRecordAreTwoRepetitions() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .execute("a", 1, 5, 0)
                .execute("a", 2, 6, 0)
                .execute("a", 3, 7, 0)
                .committed(1)
                .judge();

        assertThat(verdict.count(Kind.REPEATED)).isEqualTo(2);
    }

    @Test
    void aDuplicateThatIsNotExecutedIsSuppressed() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .submit("a", 1)
                .execute("a", 1, 5, 0)
                .committed(2)
                .judge();

        assertThat(found(verdict)).isEmpty();
        assertThat(verdict.totals().suppressed()).isEqualTo(1);
    }

    @Test
    void anAttemptOfADeadProcessThatIsBegunAgainWithoutACheckIsFound() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .start("a", 1, 5, 0)
                .node(Effect.Kind.DIED, 1)
                .execute("a", 2, 6, 0)
                .committed(1)
                .judge();

        assertThat(found(verdict)).containsExactly(Kind.BEGUN_AGAIN);
        assertThat(verdict.isKept()).isFalse();
    }

    @Test
    void theSameAfterACheckIsAsItShouldBe() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .start("a", 1, 5, 0)
                .node(Effect.Kind.DIED, 1)
                .check("a", false)
                .execute("a", 2, 6, 0)
                .committed(1)
                .judge();

        assertThat(found(verdict)).containsExactly(Kind.CHECKED);
        assertThat(verdict.isKept()).isTrue();
    }

    @Test
    void aCheckThatSaidExecutedAllowsNothing() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .execute("a", 1, 5, 0)
                .node(Effect.Kind.DIED, 1)
                .check("a", true)
                .execute("a", 2, 6, 0)
                .committed(1)
                .judge();

        assertThat(found(verdict)).containsExactly(Kind.REPEATED);
    }

    @Test
    void aFailedAttemptMayBeFollowedByAnother() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .start("a", 1, 5, 0)
                .fail("a", 1, 5, 0)
                .execute("a", 1, 6, 0)
                .committed(1)
                .judge();

        assertThat(found(verdict)).isEmpty();
    }

    @Test
    void anAttemptThatWasToldToStopNeedsACheckBeforeTheNext() {
        Log log = new Log().submit("a", 0).start("a", 1, 5, 0).stop("a", 1, 5, 0);

        assertThat(found(log.execute("a", 2, 6, 0).committed(1).judge())).containsExactly(Kind.BEGUN_AGAIN);
    }

    @Test
    void twoAtOnceOverlap() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .start("a", 1, 5, 0)
                .check("a", false)
                .start("a", 2, 6, 0)
                .stop("a", 1, 5, 0)
                .end("a", 2, 6, 0)
                .committed(1)
                .judge();

        assertThat(found(verdict)).contains(Kind.OVERLAPPING);
    }

    @Test
    void aProcessThatWasStoppedBeyondItsLeaseIsToldApart() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .start("a", 1, 5, 0)
                .node(Effect.Kind.PAUSED, 1)
                .passes(12_000)
                .check("a", false)
                .execute("a", 2, 6, 0)
                .node(Effect.Kind.RESUMED, 1)
                .refuseEnd("a", 1, 5, 0)
                .committed(1)
                .judge();

        assertThat(found(verdict)).containsExactlyInAnyOrder(Kind.CHECKED, Kind.FROZEN, Kind.REFUSED);
        assertThat(verdict.isKept()).isTrue();
    }

    @Test
    void aProcessThatWasStoppedForLessThanItsLeaseIsNot() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .start("a", 1, 5, 0)
                .node(Effect.Kind.PAUSED, 1)
                .passes(5_000)
                .check("a", false)
                .execute("a", 2, 6, 0)
                .node(Effect.Kind.RESUMED, 1)
                .refuseEnd("a", 1, 5, 0)
                .committed(1)
                .judge();

        assertThat(found(verdict)).contains(Kind.OVERLAPPING);
    }

    @Test
    void aTokenThatDoesNotGrowIsFound() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .start("a", 1, 5, 0)
                .fail("a", 1, 5, 0)
                .execute("a", 1, 5, 0)
                .committed(1)
                .judge();

        assertThat(found(verdict)).containsExactly(Kind.TOKEN);
    }

    @Test
    void aTokenOfTwoTasksIsFound() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .submit("b", 1)
                .execute("a", 1, 5, 0)
                .execute("b", 2, 5, 1)
                .committed(2)
                .judge();

        assertThat(found(verdict)).containsExactly(Kind.TOKEN);
    }

    @Test
    void aCheckWithoutTroubleIsUnexplained() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .check("a", false)
                .execute("a", 1, 5, 0)
                .committed(1)
                .judge();

        assertThat(found(verdict)).containsExactlyInAnyOrder(Kind.UNEXPLAINED_DOUBT, Kind.CHECKED_UNBEGUN);
    }

    @Test
    void aCheckOfATaskThatNobodyHadBegunIsToldApart() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .node(Effect.Kind.DIED, 2)
                .check("a", false)
                .execute("a", 1, 5, 0)
                .committed(1)
                .judge();

        assertThat(found(verdict)).containsExactly(Kind.CHECKED_UNBEGUN);
    }

    @Test
    void aCheckOfATaskThatOnlyAHealthyProcessHadBegunIsUnexplained() {
        Verdict verdict = new Log()
                .submit("a", 0)
                .node(Effect.Kind.DIED, 2)
                .execute("a", 1, 5, 0)
                .check("a", true)
                .committed(1)
                .judge();

        assertThat(found(verdict)).containsExactly(Kind.UNEXPLAINED_DOUBT);
    }

    @Test
    void whatAnAbortedTransactionHeldIsNeverExecuted() {
        Verdict verdict = new Log().abort("a", 0).execute("a", 1, 5, 0).judge();

        assertThat(found(verdict)).containsExactly(Kind.STRANGER);
    }

    @Test
    void whatNobodySubmittedIsNeverExecuted() {
        assertThat(found(new Log().execute("ghost", 1, 5, 0).judge())).containsExactly(Kind.STRANGER);
    }

    /** So that a kind added later gets a log that contains it. */
    @Test
    void everyBrokenPromiseHasATestHere() {
        Set<Kind> tested = EnumSet.of(
                Kind.LOST,
                Kind.UNFINISHED,
                Kind.REPEATED,
                Kind.DUPLICATED,
                Kind.BEGUN_AGAIN,
                Kind.OVERLAPPING,
                Kind.TOKEN,
                Kind.UNEXPLAINED_DOUBT,
                Kind.COMMITTED_EARLY,
                Kind.STRANGER);

        assertThat(Arrays.stream(Kind.values()).filter(Kind::breaksPromise))
                .containsExactlyInAnyOrderElementsOf(tested);
    }
}

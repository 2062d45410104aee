package io.ballot.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.chaos.check.Finding.Kind;
import io.ballot.chaos.effect.Effect;
import org.junit.jupiter.api.Test;

/** Which doubts a fault explains, and for how long. */
class DoubtRuleTest {

    private static final long LONG_MS = 60_000;

    private static long unexplained(Log log) {
        return log.judge().count(Kind.UNEXPLAINED_DOUBT);
    }

    @Test
    void aCutDoesNotExplainWhatItsNodeBeganWhenAllWasWellAgain() {
        Log log = new Log()
                .node(Effect.Kind.CUT, 1)
                .passes(15_000)
                .node(Effect.Kind.HEALED, 1)
                .settled()
                .submit("a", 0)
                .execute("a", 1, 5, 0)
                .passes(LONG_MS)
                .check("a", true);

        assertThat(unexplained(log)).isEqualTo(1);
    }

    @Test
    void aCutExplainsWhatItsNodeBeganBeforeAllWasWellAgainHoweverLateTheCheck() {
        Log log = new Log()
                .node(Effect.Kind.CUT, 1)
                .passes(15_000)
                .node(Effect.Kind.HEALED, 1)
                .submit("a", 0)
                .execute("a", 1, 5, 0)
                .settled()
                .passes(LONG_MS)
                .check("a", true);

        assertThat(unexplained(log)).isZero();
    }

    @Test
    void aDeathExplainsNothingWhoseOutcomeWasOnRecordLongBefore() {
        Log log = new Log()
                .submit("a", 0)
                .execute("a", 1, 5, 0)
                .passes(10_000)
                .settled()
                .node(Effect.Kind.DIED, 1)
                .check("a", true);

        assertThat(unexplained(log)).isEqualTo(1);
    }

    @Test
    void aDeathExplainsWhatEndedJustBefore() {
        Log log = new Log()
                .submit("a", 0)
                .execute("a", 1, 5, 0)
                .settled()
                .node(Effect.Kind.DIED, 1)
                .passes(LONG_MS)
                .check("a", true);

        assertThat(unexplained(log)).isZero();
    }

    @Test
    void aPauseExplainsNothingThatWasBegunWhenAllWasWellAgain() {
        Log log = new Log()
                .node(Effect.Kind.PAUSED, 1)
                .passes(30_000)
                .node(Effect.Kind.RESUMED, 1)
                .settled()
                .submit("a", 0)
                .execute("a", 1, 5, 0)
                .check("a", true);

        assertThat(unexplained(log)).isEqualTo(1);
    }

    @Test
    void aDeadProcessMarkedOnlyWhatWasThereWhenItDied() {
        Log log = new Log().node(Effect.Kind.DIED, 1).passes(1).submit("a", 0).check("a", false);

        assertThat(unexplained(log)).isEqualTo(1);
    }

    @Test
    void whatADeadProcessMarkedMayBeAskedAboutLongAfterAllIsWell() {
        Log log = new Log()
                .submit("a", 0)
                .node(Effect.Kind.DIED, 1)
                .settled()
                .passes(LONG_MS)
                .fault("another")
                .check("a", false);

        assertThat(unexplained(log)).isZero();
    }

    @Test
    void aCutOneMarksUntilItHasFoundItsWayBack() {
        Log log = new Log()
                .node(Effect.Kind.CUT, 1)
                .passes(15_000)
                .node(Effect.Kind.HEALED, 1)
                .submit("soon", 0)
                .settled()
                .submit("late", 1)
                .check("soon", false)
                .check("late", false);

        assertThat(log.judge().broken())
                .filteredOn(found -> found.kind() == Kind.UNEXPLAINED_DOUBT)
                .extracting(Finding::task)
                .containsExactly("late");
    }

    @Test
    void nothingIsExplainedByWhatCameLater() {
        Log log = new Log().submit("a", 0).check("a", false).node(Effect.Kind.CUT, 1);

        assertThat(unexplained(log)).isEqualTo(1);
    }

    @Test
    void whatAFilterAloneKnowsIsExplainedUntilAllIsWellAgain() {
        Log soon = new Log()
                .node(Effect.Kind.DIED, 1)
                .passes(1)
                .submit("a", 0)
                .checkForFilter("a")
                .settled();
        Log late = new Log().node(Effect.Kind.DIED, 1).settled().submit("a", 0).checkForFilter("a");

        assertThat(unexplained(soon)).isZero();
        assertThat(unexplained(late)).isEqualTo(1);
    }

    /** Three nodes at work, {@code n1} among them with the task "a". */
    private static Log threeAtWork() {
        return new Log()
                .submit("a", 0)
                .execute("a", 1, 5, 0)
                .submit("b", 1)
                .execute("b", 2, 6, 1)
                .submit("c", 2)
                .execute("c", 3, 7, 2)
                .submit("marked", 3);
    }

    @Test
    void anOrderlyStopLeavesNothingInDoubt() {
        assertThat(unexplained(threeAtWork().stopped(1).check("marked", false))).isEqualTo(1);
        assertThat(unexplained(threeAtWork().stopped(1).check("a", true))).isEqualTo(1);
    }

    @Test
    void butTheLastReportsOfAStopOfAllMayFindNobody() {
        Log log = threeAtWork()
                .stopped(2)
                .stopped(3)
                .stopped(1)
                .check("marked", false)
                .check("a", true);

        assertThat(unexplained(log)).isZero();
    }

    @Test
    void aTaskThatAnOrderlyStopCutShortIsAskedAbout() {
        Log log = threeAtWork().start("marked", 1, 8, 3).stopped(1).check("marked", false);

        assertThat(unexplained(log)).isZero();
    }

    @Test
    void theNextAttemptAfterAFailureMayHaveBeenMarkedByADeadProcess() {
        Log log = new Log()
                .submit("a", 0)
                .start("a", 2, 5, 0)
                .fail("a", 2, 5, 0)
                .node(Effect.Kind.DIED, 1)
                .check("a", false);

        assertThat(unexplained(log)).isZero();
    }
}

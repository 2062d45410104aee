package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.Ending;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.VerdictKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the protocol must survive, by its numbers there: handlers that fail, freeze, die and do not listen. */
final class ScenariosOfTasksTest {

    @Test
    @Tag("S14")
    @Tag("D4")
    @Tag("F3")
    void s14_aCrashAfterTheEffectAndBeforeTheReportIsForTheCheck() {
        Scenario scenario = Scenario.of(3).start();
        String owner = scenario.followers().get(0);
        scenario.move(0, owner);
        Jam<Message.Progress> reports = scenario.watch(Message.Progress.class, owner, "*");
        Id128 task = scenario.submit(0, 300, 100);
        scenario.until("the task took effect", () -> scenario.cluster.effects.wasExecuted(task));

        scenario.crash(owner);
        assertThat(reports.isEmpty()).as("it told nobody").isTrue();
        scenario.untilCommitted(0);

        scenario.assertRanOnce(task);
        assertThat(scenario.runs(task).get(0).isCrashed()).isTrue();
        assertThat(scenario.checksOf(task)).isEqualTo(1);
        scenario.end();
    }

    @Test
    @Tag("S13")
    @Tag("F1")
    @Tag("C2")
    void s13_aHandlerThatIgnoresTheInterruptAndEndsWellWithoutLeaseIsBelievedAndNotRunAgain() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String owner = scenario.followers().get(0);
        scenario.move(0, owner);
        Id128 task = scenario.submit(0, 30_000, 29_000);
        scenario.isDeaf(task);
        scenario.untilRunning(task);
        Jam<Message.Reported> taken = scenario.watch(Message.Reported.class, leader, owner);

        scenario.cut(leader, owner);
        scenario.until("its lease ends", () -> scenario.process(owner).workers.lostLeaseMs() >= 0);
        Run run = scenario.runs(task).get(0);
        assertThat(run.isOver()).as("it goes on although it was interrupted").isFalse();
        scenario.until("it ends within the margin", run::isOver);
        scenario.mend(leader, owner);
        scenario.untilCommitted(0);

        assertThat(run.maybeEnding).isEqualTo(Ending.SUCCESS);
        assertThat(run.endMs).isGreaterThan(scenario.process(owner).workers.lostLeaseMs());
        scenario.await(taken, "its report is taken");
        scenario.submitAgain(task, 1);
        scenario.untilCommitted(1);
        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S13")
    @Tag("D4")
    void s13_aNodeThatStopsUnderAHandlerThatIgnoresTheInterruptSaysNoGoodbyeSoItsLeaseIsWaitedFor() {
        Scenario scenario = Scenario.of(3).start();
        String owner = scenario.followers().get(0);
        scenario.move(0, owner);
        Id128 task = scenario.submit(0, 30_000, 29_000);
        scenario.isDeaf(task);
        scenario.untilRunning(task);
        Run run = scenario.runs(task).get(0);
        Jam<Message.Goodbye> goodbyes = scenario.watch(Message.Goodbye.class, owner, "*");
        Jam<Command.Cancel> interrupts = scenario.watch(Command.Cancel.class, owner, "*");

        scenario.process(owner).askToStop();
        scenario.await(interrupts, "it is interrupted");
        scenario.until("the process ends", () -> !scenario.node(owner).runs());
        assertThat(run.isCrashed()).as("it ran as long as the process").isTrue();
        assertThat(goodbyes.isEmpty()).isTrue();
        scenario.untilCommitted(0);

        assertThat(scenario.runs(task)).hasSize(2);
        assertThat(scenario.runs(task).get(1).startMs - run.endMs).isGreaterThan(2_000);
        assertThat(scenario.checksOf(task)).isEqualTo(1);
        scenario.end();
    }

    @Test
    @Tag("S15")
    @Tag("D3")
    @Tag("F1")
    void s15_whenAFrozenProcessWakesAfterTheCheckSaidNotExecutedTheOlderTokenIsRefused() {
        Scenario scenario = Scenario.of(3).start();
        String frozen = scenario.followers().get(0);
        scenario.move(0, frozen);
        Id128 task = scenario.submit(0, 3_000, 2_000);
        scenario.untilRunning(task);
        Run first = scenario.runs(task).get(0);
        Jam<Event.CheckAnswered> said = scenario.watch(Event.CheckAnswered.class, "*", "*");

        scenario.process(frozen).pause(30_000);
        scenario.await(said, "the check is asked");
        assertThat(said.first().word()).isEqualTo(Event.CheckWord.NOT_EXECUTED);
        scenario.untilCommitted(0);
        assertThat(scenario.process(frozen).isPaused()).isTrue();
        scenario.until("the frozen one tries its effect", () -> first.refused);

        assertThat(scenario.runs(task)).hasSize(2);
        Run second = scenario.runs(task).get(1);
        assertThat(second.token).isGreaterThan(first.token);
        assertThat(second.attempt).isEqualTo(2);
        assertThat(second.effectMs).isPositive();
        assertThat(first.effectMs).as("one effect").isNegative();
        assertThat(scenario.checksOf(task)).isEqualTo(1);
        scenario.end();
    }

    @Test
    @Tag("S18")
    @Tag("D3")
    @Tag("V6")
    void s18_aFailureOnRecordIsNoEndWhenItsHolderDiesTheNextAttemptIsGrantedWithoutACheck() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String owner = scenario.followers().get(0);
        scenario.move(0, owner);
        Id128 task = scenario.submit(0);
        scenario.ends(task, Ending.FAILED);
        scenario.until("its failure is on record", () -> scenario.stateAt(leader, task) == TaskState.EXECUTED);

        scenario.crash(owner);
        scenario.untilCommitted(0);

        assertThat(scenario.runs(task)).hasSize(2);
        assertThat(scenario.runs(task).get(0).maybeEnding).isEqualTo(Ending.FAILED);
        assertThat(scenario.runs(task).get(1).attempt).isEqualTo(2);
        assertThat(scenario.runs(task).get(1).life.node().name()).isNotEqualTo(owner);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S18")
    @Tag("D3")
    void s18_aSubmissionOfAnIdWhoseOnlyAttemptFailedIsNotTakenForDone() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String owner = scenario.followers().get(0);
        String other = scenario.followers().get(1);
        scenario.move(0, owner);
        scenario.move(1, other);
        Id128 task = scenario.submit(0);
        scenario.ends(task, Ending.FAILED, Ending.FAILED);
        Jam<Message.Verdict> answers = scenario.watch(Message.Verdict.class, leader, other);
        scenario.until("its failure is on record", () -> scenario.stateAt(leader, task) == TaskState.EXECUTED);
        scenario.submitAgain(task, 1);
        scenario.await(answers, "the twin is answered");

        assertThat(answers.first().kinds()).containsExactly(VerdictKind.BUSY.code());
        scenario.untilCommitted(0);
        scenario.untilCommitted(1);
        assertThat(scenario.runs(task)).hasSize(3);
        assertThat(scenario.runs(task).get(2).maybeEnding).isEqualTo(Ending.SUCCESS);
        scenario.assertNeverChecked(task);
        scenario.end();
    }
}

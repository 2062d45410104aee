package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event.Ending;
import io.ballot.core.QueuePolicy;
import io.ballot.core.member.Role;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.Message.ReportKind;
import io.ballot.protocol.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reports of what has run, that arrive when somebody else leads, or when the task has gone on without them. */
final class ScenariosOfLateReportsTest {

    @Test
    @Tag("S61")
    @Tag("C2")
    void s61_anExecutedReportThatIsRepeatedInTheNextReignIsTakenOnceAndItsOldCopyNotAtAll() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n1", "n3", "n2");
        scenario.move(0, "n2");
        Post post = Post.of(scenario);
        Post.Kept old = post.keep(Message.Progress.class, "n2", "n1", ScenariosOfLateReportsTest::saysExecuted);
        Id128 task = scenario.submit(0);
        scenario.until("it ran, and that was not heard", () -> !old.letters.isEmpty());
        Post.Kept answers = post.keep(Message.Reported.class, "n3", "n2", message -> true);

        scenario.crash("n1");
        scenario.until("n3 leads", () -> scenario.role("n3") == Role.LEADER);
        scenario.until("it was told again", () -> answers.letters.size() >= 2);
        assertThat(scenario.machine("n3").registry().recentOutcome(task.hi(), task.lo()))
                .isEqualTo(Outcome.SUCCESS);
        Post.Letter first = old.letters.get(0);
        long fenced = post.sent(Message.Fenced.class, "n3", "n2").size();
        post.deliver(new Post.Letter(first.atMs(), first.from(), scenario.node("n3").name, first.envelope()));
        scenario.pass(200);
        assertThat(post.sent(Message.Fenced.class, "n3", "n2")).hasSizeGreaterThan((int) fenced);
        answers.stop();
        scenario.untilCommitted(0);

        scenario.assertRanOnce(task);
        assertThat(scenario.checksOf(task)).isZero();
        scenario.end();
    }

    @Test
    @Tag("S62")
    @Tag("C2")
    void s62_anOutcomeUnderAnOlderTokenIsEvidenceForTheNextAttempt() {
        Scenario scenario = Cast.startInOrder(
                Scenario.of(3, 2, QueuePolicy.Check.RERUN, new FilterParams(2_000, 1e-4)), "n1", "n2", "n3");
        scenario.move(0, "n2");
        Post post = Post.of(scenario);
        Id128 task = scenario.submit(0, 300);
        scenario.ends(task, Ending.SUCCESS, Ending.FAILED);
        scenario.untilRunning(task);
        scenario.isolate("n2");
        Post.Kept retries = post.keep(
                Message.Vote.class, "n3", "n1", message -> scenario.runs(task).size() >= 2);
        scenario.expel("n2");
        scenario.move(0, "n3");
        scenario.until(
                "the second attempt failed, on record",
                () -> scenario.runs(task).size() == 2
                        && Cast.maybeHeld(scenario, "n1", task).outcome() == Outcome.FAILED);
        scenario.until("the third asks", () -> !retries.letters.isEmpty());
        scenario.rejoin("n2");
        scenario.until("n2's success is known", () -> recent(scenario, task) == Outcome.SUCCESS);
        retries.stop();
        scenario.untilCommitted(0);

        assertThat(scenario.runs(task))
                .as("its success was on record before the third was granted")
                .hasSize(2);
        scenario.end();
    }

    @Test
    @Tag("S63")
    @Tag("C2")
    @Tag("D4")
    void s63_anOutcomeThatIsReportedWhileTheTaskIsCheckedCountsBeforeTheChecksWord() {
        Scenario scenario = Cast.startInOrder(
                Scenario.of(3, 2, QueuePolicy.Check.RERUN, new FilterParams(2_000, 1e-4)), "n1", "n2", "n3");
        scenario.move(0, "n2");
        Post post = Post.of(scenario);
        Id128 task = scenario.submit(0, 300);
        scenario.untilRunning(task);
        scenario.isolate("n2");
        Post.Kept words = post.keep(Message.Resolve.class, "n3", "n1", ScenariosOfLateReportsTest::saysChecked);
        scenario.expel("n2");
        scenario.move(0, "n3");
        scenario.until("the check has said to run it again", () -> !words.letters.isEmpty());
        scenario.rejoin("n2");
        scenario.until(
                "n2's success is on record",
                () -> Cast.maybeHeld(scenario, "n1", task).outcome() == Outcome.SUCCESS);
        words.deliver();
        scenario.untilCommitted(0);

        scenario.assertRanOnce(task);
        scenario.end();
    }

    private static boolean saysChecked(Message message) {
        byte[] checked = ((Message.Resolve) message).checked();
        return checked.length > 0 && checked[0] != 0;
    }

    private static Outcome recent(Scenario scenario, Id128 task) {
        return scenario.machine("n1").registry().recentOutcome(task.hi(), task.lo());
    }

    private static boolean saysExecuted(Message message) {
        return ((Message.Progress) message).reports().stream().anyMatch(report -> report.kind() == ReportKind.EXECUTED);
    }
}

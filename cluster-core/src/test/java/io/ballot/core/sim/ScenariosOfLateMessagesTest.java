package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.member.Role;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.Message.ReportKind;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskState;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages that arrive when what they speak of is long over (found by the models). */
final class ScenariosOfLateMessagesTest {

    @Test
    @Tag("S42")
    @Tag("F1")
    @Tag("D4")
    void s42_aGrantThatArrivesAfterItsLeaseEndedIsNotHonouredByTheNodeThatCameBack() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        Post post = Post.of(scenario);
        Post.Kept verdicts = post.keep(Message.Verdict.class, "n3", "n1", message -> true);
        Id128 task = scenario.submit(0);
        scenario.until("the grant is on its way", () -> !verdicts.letters.isEmpty());
        long claim = ((Message.Verdict) verdicts.letters.get(0).envelope().message()).claimNo();
        verdicts.stop();

        scenario.isolate("n1");
        scenario.until("the lease is over", () -> !Cast.hasLease(scenario, "n1"));
        scenario.cluster.kafka.group("a").expel(scenario.process("n1").consumer);
        scenario.until("another has run it", () -> scenario.runs(task).size() == 1);
        assertThat(scenario.role("n1")).isNotEqualTo(Role.FOLLOWER);
        scenario.rejoin("n1");
        scenario.until("n1 is back", () -> scenario.role("n1") == Role.FOLLOWER && Cast.hasLease(scenario, "n1"));
        assertThat(scenario.epoch()).as("the grant is of this very epoch").isEqualTo(1);
        verdicts.deliver();
        scenario.pass(3_000);

        scenario.assertRanOnce(task);
        assertThat(scenario.runs(task).get(0).life.node().name()).isNotEqualTo("n1");
        assertThat(scenario.checksOf(task)).as("it was granted as running").isEqualTo(1);
        assertThat(post.sent(Message.Progress.class, "n1", "n3"))
                .as("the claim was closed, and that was said")
                .anyMatch(letter -> releases(letter, claim));
        scenario.end();
    }

    private static boolean releases(Post.Letter letter, long claim) {
        return ((Message.Progress) letter.envelope().message())
                .reports().stream()
                        .anyMatch(report -> report.kind() == ReportKind.RELEASED && report.claimNo() == claim);
    }

    @Test
    @Tag("S43")
    @Tag("D6")
    void s43_aReleaseSentAgainDoesNotReleaseTheNextHoldersTask() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        Post post = Post.of(scenario);
        for (int i = 0; i < 4; i++) {
            scenario.submit(0, 2_000);
        }
        scenario.pass(200);
        Id128 task = scenario.submit(0, 4_000);
        scenario.until("it is granted and waits", () -> Cast.holds(scenario, "n3", task, TaskState.GRANTED));
        long first = Cast.maybeHeld(scenario, "n3", task).token();

        scenario.lose(Message.Reported.class, "n3", "n1");
        scenario.cluster.kafka.group("a").shuffle();
        scenario.untilRunning(task);
        long startedMs = scenario.runs(task).get(0).startMs;
        assertThat(scenario.runs(task).get(0).life.node().name()).isEqualTo("n2");
        scenario.until("the release came again", () -> againSince(post, first, startedMs) >= 2);
        scenario.pass(20);
        assertThat(Cast.maybeHeld(scenario, "n3", task).state()).isEqualTo(TaskState.RUNNING);
        assertThat(Cast.maybeHeld(scenario, "n3", task).token()).isGreaterThan(first);
        scenario.cluster.kafka.group("a").shuffle();
        scenario.until("a third asks for it", () -> scenario.owner(0).equals("n3"));
        scenario.pass(1_000);
        assertThat(scenario.runs(task).get(0).isOver()).isFalse();
        scenario.untilCommitted(0);

        scenario.assertRanOnce(task);
        assertThat(scenario.checksOf(task)).isZero();
        scenario.end();
    }

    private static long againSince(Post post, long token, long sinceMs) {
        return post.sent(Message.Progress.class, "n1", "n3").stream()
                .filter(letter -> letter.atMs() > sinceMs)
                .map(letter -> (Message.Progress) letter.envelope().message())
                .flatMap(progress -> progress.reports().stream())
                .filter(report -> report.kind() == ReportKind.RELEASED && report.tokens()[0] == token)
                .count();
    }

    /** Alone with the leader, so that when it leads next nothing but its own memory counts. */
    @Test
    @Tag("S46")
    @Tag("E2")
    void s46_aLateChunkOfASnapshotDoesNotUndoWhatCameAfterIt() {
        Scenario scenario = Cast.startInOrder(Scenario.of(2), "n1", "n2");
        Post post = Post.of(scenario);
        scenario.crash("n2");
        scenario.until("n2 is cut off", () -> scenario.inSync() == 1);
        Id128 slow = scenario.submit(0, 60_000);
        Id128 task = scenario.submit(0, 4_000);
        scenario.untilRunning(task);
        scenario.node("n2").start();
        scenario.until("n2 has joined", () -> scenario.inSync() == 2 && scenario.role("n2") == Role.FOLLOWER);
        List<Post.Letter> chunks = post.sent(Message.Snapshot.class, "n1", "n2");
        assertThat(Cast.holds(scenario, "n2", task, TaskState.RUNNING))
                .as("the snapshot said that it runs")
                .isTrue();

        Cast.part(scenario, "n1", "n2");
        scenario.until("n2 has lost the cluster", () -> scenario.inSync() == 1 && scenario.role("n2") == Role.OBSERVER);
        scenario.until("the task has ended", () -> scenario.cluster.effects.succeeded(task));
        Cast.join(scenario, "n1", "n2");
        scenario.until("n2 takes another snapshot", () -> scenario.role("n2") == Role.SYNCING);
        chunks.forEach(post::deliver);
        scenario.until("n2 is back", () -> scenario.role("n2") == Role.FOLLOWER);
        chunks.forEach(post::deliver);
        scenario.pass(1_000);
        assertThat(Cast.maybeHeld(scenario, "n2", task).outcome()).isEqualTo(Outcome.SUCCESS);

        assertThat(scenario.runs(slow)).hasSize(1);
        scenario.crash("n1");
        scenario.until("n2 leads", () -> scenario.role("n2") == Role.LEADER);
        scenario.until("its record came again", () -> scenario.owner(0).equals("n2"));
        scenario.until("the slow one was checked", () -> scenario.checksOf(slow) == 1);
        scenario.end();
        scenario.assertRanOnce(task);
        assertThat(scenario.checksOf(task)).isZero();
    }
}

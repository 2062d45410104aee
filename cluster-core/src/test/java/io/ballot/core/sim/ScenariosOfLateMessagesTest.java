package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event.Ending;
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
        scenario.submitAgain(task, 1);
        scenario.until("the lease is over", () -> !Cast.hasLease(scenario, "n1"));
        scenario.until("another has run it", () -> scenario.runs(task).size() == 1);
        assertThat(scenario.role("n1")).isNotEqualTo(Role.FOLLOWER);
        scenario.rejoin("n1");
        scenario.until("n1 is back", () -> scenario.role("n1") == Role.FOLLOWER && Cast.hasLease(scenario, "n1"));
        assertThat(scenario.epoch()).as("the grant is of this very epoch").isEqualTo(1);
        assertThat(scenario.owner(0)).as("and of its partition").isEqualTo("n1");
        verdicts.deliver();
        scenario.pass(3_000);

        scenario.assertRanOnce(task);
        assertThat(scenario.runs(task).get(0).life.node().name()).isEqualTo("n2");
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

    /** The next holder is the same process, under a new token: only the token tells the two grants apart. */
    @Test
    @Tag("S43")
    @Tag("D6")
    void s43_aReleaseSentAgainDoesNotReleaseTheNextGrantOfTheTask() {
        Scenario scenario = Cast.startInOrder(Scenario.of(2), "n2", "n1");
        Post post = Post.of(scenario);
        for (int i = 0; i < 8; i++) {
            scenario.submit(i % 2, 5_000);
        }
        scenario.until("all workers are busy", () -> busy(scenario, "n1") == 4 && busy(scenario, "n2") == 4);
        Id128 task = scenario.submit(0, 4_000);
        scenario.until("it is granted and waits", () -> Cast.holds(scenario, "n2", task, TaskState.GRANTED));
        long first = Cast.maybeHeld(scenario, "n2", task).token();
        Post.Kept answers = post.keep(
                Message.Reported.class,
                "n2",
                "n1",
                message -> releasesOf(post, first).contains(((Message.Reported) message).reportNo()));

        scenario.cluster.kafka.group("a").shuffle();
        scenario.until("the other has it", () -> scenario.owner(0).equals("n2") && tokenOf(scenario, task) > first);
        scenario.cluster.kafka.group("a").shuffle();
        scenario.untilRunning(task);
        Run run = scenario.runs(task).get(0);
        assertThat(run.life).isEqualTo(scenario.process("n1").life);
        assertThat(run.token).isGreaterThan(first);
        long before = releasesOf(post, first).size();
        scenario.until("the release comes again", () -> releasesOf(post, first).size() >= before + 2);
        scenario.cluster.kafka.group("a").shuffle();
        scenario.until("the other asks for it", () -> scenario.owner(0).equals("n2"));
        scenario.pass(1_000);
        assertThat(run.isOver()).isFalse();
        assertThat(Cast.holds(scenario, "n2", task, TaskState.RUNNING)).isTrue();
        assertThat(answers.letters).isNotEmpty();
        scenario.untilCommitted(0);

        scenario.assertRanOnce(task);
        assertThat(scenario.checksOf(task)).isZero();
        scenario.end();
    }

    private static long busy(Scenario scenario, String name) {
        return scenario.process(name).workers.running();
    }

    private static long tokenOf(Scenario scenario, Id128 task) {
        return Cast.maybeHeld(scenario, "n2", task).token();
    }

    /** Numbers of n1's reports that released that grant, as often as they were sent. */
    private static List<Long> releasesOf(Post post, long token) {
        return post.sent(Message.Progress.class, "n1", "n2").stream()
                .flatMap(letter -> ((Message.Progress) letter.envelope().message()).reports().stream())
                .filter(report -> report.kind() == ReportKind.RELEASED && report.tokens()[0] == token)
                .map(Message.Report::reportNo)
                .toList();
    }

    /** A leader that took it for the next attempt granted that to a claim that was over: nobody ran it, nobody else might. */
    @Test
    @Tag("S60")
    @Tag("D3")
    @Tag("V6")
    void s60_aVoteThatComesAgainAfterItsAttemptFailedDoesNotAskForTheNextOne() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n1", "n2", "n3");
        scenario.move(0, "n2");
        Post post = Post.of(scenario);
        Id128 task = scenario.submit(0);
        scenario.ends(task, Ending.FAILED);
        scenario.until("its failure is on record", () -> scenario.stateAt("n1", task) == TaskState.EXECUTED);
        Post.Letter first = post.sent(Message.Vote.class, "n2", "n1").get(0);
        Post.Kept retries = post.keep(Message.Vote.class, "n2", "n1", message -> true);
        scenario.until("the next attempt's vote is lost", () -> !retries.letters.isEmpty());
        Post.Kept verdicts = post.keep(Message.Verdict.class, "n1", "n2", message -> true);

        scenario.expel("n2");
        scenario.until("it is given up", () -> scenario.stateAt("n1", task) == TaskState.RELEASED);
        post.deliver(first);
        scenario.pass(200);
        assertThat(verdicts.letters).as("that claim is over").isEmpty();
        retries.stop();
        verdicts.stop();
        scenario.untilCommitted(0);

        assertThat(scenario.runs(task)).hasSize(2);
        assertThat(scenario.runs(task).get(1).attempt).isEqualTo(2);
        assertThat(scenario.checksOf(task)).isZero();
        scenario.end();
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
        List<Post.Letter> chunks = newest(post.sent(Message.Snapshot.class, "n1", "n2"));
        assertThat(Cast.holds(scenario, "n2", task, TaskState.RUNNING))
                .as("the snapshot said that it runs")
                .isTrue();

        Cast.part(scenario, "n1", "n2");
        scenario.until("n2 has lost the cluster", () -> scenario.inSync() == 1 && scenario.role("n2") == Role.OBSERVER);
        scenario.until("the task has ended", () -> scenario.cluster.effects.succeeded(task));
        Cast.join(scenario, "n1", "n2");
        long older = transfer(chunks.get(0));
        scenario.until("n2 has the first part of another", () -> hasFirstPart(post, older));
        assertThat(scenario.role("n2")).isEqualTo(Role.SYNCING);
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

    /** The first process of n2 took a snapshot as well. */
    private static List<Post.Letter> newest(List<Post.Letter> chunks) {
        long newest = transfer(chunks.get(chunks.size() - 1));
        return chunks.stream().filter(chunk -> transfer(chunk) == newest).toList();
    }

    private static long transfer(Post.Letter chunk) {
        return ((Message.Snapshot) chunk.envelope().message()).transfer();
    }

    private static boolean hasFirstPart(Post post, long after) {
        return post.sent(Message.SnapshotAck.class, "n2", "n1").stream()
                .map(letter -> (Message.SnapshotAck) letter.envelope().message())
                .anyMatch(ack -> ack.transfer() > after && ack.next() == 1);
    }
}

package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event.CheckWord;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.VerdictKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes that die at the worst moment, and what their next life must not be taken for (found by the models). */
final class ScenariosOfRestartsTest {

    @Test
    @Tag("S44")
    @Tag("D4")
    void s44_aKillBetweenStartAndReportIsCheckedAndWhatNeverStartedIsNot() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        List<Id128> first = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            first.add(scenario.submit(0, 800));
        }
        scenario.until(
                "all workers are busy", () -> scenario.process("n1").workers.running() == 4);
        List<Id128> window = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            window.add(scenario.submit(0, 1_000, i % 2 == 0 ? 1 : 999));
        }
        scenario.until(
                "the next window is granted, to be marked later",
                () -> window.stream().allMatch(id -> Cast.holds(scenario, "n3", id, TaskState.GRANTED)));
        scenario.until(
                "it runs",
                () -> window.stream().noneMatch(id -> scenario.runs(id).isEmpty()));
        scenario.assertRanOnce(first.toArray(new Id128[0]));
        List<Id128> prefetched = List.of(scenario.submit(0), scenario.submit(0), scenario.submit(0));
        scenario.until(
                "the others are granted and wait",
                () -> prefetched.stream().allMatch(id -> Cast.holds(scenario, "n3", id, TaskState.GRANTED)));
        assertThat(window).allMatch(id -> Cast.holds(scenario, "n3", id, TaskState.RUNNING));

        scenario.crash("n1");
        scenario.untilCommitted(0);

        long tookEffect = 0;
        for (Id128 id : window) {
            boolean before = scenario.runs(id).get(0).effectMs >= 0;
            tookEffect += before ? 1 : 0;
            assertThat(scenario.runs(id).get(0).isCrashed()).isTrue();
            assertThat(scenario.checksOf(id)).isEqualTo(1);
            assertThat(scenario.runs(id)).hasSize(before ? 1 : 2);
        }
        assertThat(tookEffect).as("some had done their work, some had not").isBetween(1L, 3L);
        scenario.assertRanOnce(prefetched.toArray(new Id128[0]));
        assertThat(prefetched).allMatch(id -> scenario.checksOf(id) == 0);
        scenario.end();
    }

    @Test
    @Tag("S45")
    @Tag("D4")
    void s45_theFirstClaimOfANewLifeIsNotTheFirstClaimOfTheOldOne() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        Post post = Post.of(scenario);
        Id128 task = scenario.submit(0, 1_000_000);
        scenario.untilRunning(task);
        Life first = scenario.process("n1").life;

        scenario.crash("n1");
        scenario.node("n1").start();
        scenario.until(
                "its new life asks for the same record", () -> votes(post).size() >= 2);
        Life second = scenario.process("n1").life;
        scenario.until(
                "it is answered",
                () -> !verdictsAfter(post, votes(post).get(1).atMs()).isEmpty());

        List<Post.Letter> asked = votes(post);
        assertThat(asked).extracting(letter -> letter.envelope().sender()).containsSubsequence(first, second);
        assertThat(claim(asked.get(0)).claimNo())
                .isEqualTo(1)
                .isEqualTo(claim(asked.get(1)).claimNo());
        assertThat(claim(asked.get(0)).offsets()).isEqualTo(claim(asked.get(1)).offsets());
        assertThat(VerdictKind.of(
                        verdictsAfter(post, asked.get(1).atMs()).get(0).kinds()[0]))
                .isNotIn(VerdictKind.GRANT, VerdictKind.GRANT_RUNNING);
        scenario.checkSays(task, CheckWord.EXECUTED);
        scenario.untilCommitted(0);
        scenario.assertRanOnce(task);
        assertThat(scenario.checksOf(task)).isEqualTo(1);
        scenario.end();
    }

    private static List<Post.Letter> votes(Post post) {
        return post.sent(Message.Vote.class, "n1", "n3");
    }

    private static io.ballot.protocol.Claim claim(Post.Letter vote) {
        return ((Message.Vote) vote.envelope().message()).requests().get(0).claim();
    }

    private static List<Message.Verdict> verdictsAfter(Post post, long atMs) {
        return post.sent(Message.Verdict.class, "n3", "n1").stream()
                .filter(letter -> letter.atMs() > atMs)
                .map(letter -> (Message.Verdict) letter.envelope().message())
                .toList();
    }

    @Test
    @Tag("S47")
    @Tag("D3")
    void s47_aCrashBetweenTheParkedOutcomeAndTheCommitParksNothingTwice() {
        Scenario scenario = inDoubtAtN2();
        Id128 task = doubtful(scenario);
        scenario.until("the outcome is in the ledger", () -> isParked(scenario, task));
        assertThat(scenario.log(0).isDone()).as("not committed yet").isFalse();

        scenario.crash("n2");
        scenario.untilCommitted(0);

        assertThat(scenario.cluster.kafka.sideRecords(task)).isEqualTo(1);
        scenario.assertRanOnce(task);
        assertThat(scenario.checksOf(task)).isEqualTo(1);
        scenario.end();
    }

    @Test
    @Tag("S47")
    @Tag("D3")
    void s47_aCrashBetweenTheParkedRecordAndItsOutcomeParksAgainAndRunsNothing() {
        Scenario scenario = inDoubtAtN2();
        scenario.lose(Message.Progress.class, "n2", "*");
        Id128 task = doubtful(scenario);
        scenario.until("the record is parked", () -> scenario.cluster.kafka.sideRecords(task) == 1);
        scenario.pass(2_000);
        assertThat(isParked(scenario, task)).isFalse();
        assertThat(scenario.log(0).isDone()).as("not decided, so not committed").isFalse();

        scenario.crash("n2");
        scenario.untilCommitted(0);

        assertThat(scenario.cluster.kafka.sideRecords(task))
                .as("a duplicate, by its id and round")
                .isEqualTo(2);
        scenario.assertRanOnce(task);
        assertThat(scenario.checksOf(task)).isEqualTo(2);
        scenario.end();
    }

    /** n4 leads; when n1 dies its partition 0 is n2's, and after that n3's. */
    private static Scenario inDoubtAtN2() {
        return Cast.startInOrder(Scenario.of(4), "n4", "n1", "n2", "n3");
    }

    private static Id128 doubtful(Scenario scenario) {
        Id128 task = scenario.submit(0, 1_000_000);
        scenario.checkSays(task, CheckWord.UNKNOWN);
        scenario.untilRunning(task);
        scenario.crash("n1");
        scenario.until("partition 0 is n2's", () -> scenario.owner(0).equals("n2"));
        return task;
    }

    private static boolean isParked(Scenario scenario, Id128 task) {
        Cast.Held held = Cast.maybeHeld(scenario, "n4", task);
        return held != null && held.outcome() == Outcome.PARKED;
    }
}

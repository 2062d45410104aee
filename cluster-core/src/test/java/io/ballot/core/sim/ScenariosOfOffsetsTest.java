package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.QueuePolicy;
import io.ballot.core.QueuePolicy.Check;
import io.ballot.core.work.WorkStatus;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Kafka brings again, does not bring, or brings too much of. */
final class ScenariosOfOffsetsTest {

    private static List<Id128> submit(Scenario scenario, int partition, int count) {
        List<Id128> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Id128 id = scenario.cluster.plan.random.id();
            scenario.log(partition).append(id, i % 3 == 0);
            tasks.add(id);
        }
        return tasks;
    }

    /** An operator sets the group back; whoever owned the partition has lost it. */
    private static void reset(Scenario scenario, int partition, long offset) {
        SimConsumer owner = scenario.process(scenario.owner(partition)).consumer;
        scenario.log(partition).reset(offset);
        scenario.cluster.kafka.group("a").expel(owner);
    }

    private static long sum(Scenario scenario, ToLongFunction<WorkStatus.Queue> what) {
        return scenario.cluster.processes().stream()
                .map(process -> process.maybeMachine().status(process.clock.now()))
                .mapToLong(status -> what.applyAsLong(status.work().queues().get("a")))
                .sum();
    }

    @Test
    @Tag("S24")
    @Tag("D5")
    @Tag("C2")
    void s24_offsetsSetBackRunNothingAgainAndAskNoCheck() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        List<Id128> tasks = submit(scenario, 0, 40);
        scenario.untilCommitted(0);
        Id128 running = scenario.submit(0, 3_000);
        scenario.untilRunning(running);

        reset(scenario, 0, 0);
        scenario.until("they were all delivered again", () -> sum(scenario, WorkStatus.Queue::suppressed) >= 40);
        assertThat(scenario.runs(running).get(0).isOver()).isFalse();
        scenario.untilCommitted(0);

        scenario.assertRanOnce(tasks.toArray(new Id128[0]));
        scenario.assertRanOnce(running);
        assertThat(tasks).allMatch(id -> scenario.checksOf(id) == 0);
        assertThat(sum(scenario, WorkStatus.Queue::doubts)).isZero();
        assertThat(scenario.checksOf(running)).isZero();
        scenario.end();
    }

    @Test
    @Tag("S25")
    @Tag("V4")
    void s25_anOverfullFilterCostsChecksAndNoTask() {
        Scenario scenario =
                Cast.startInOrder(Scenario.of(3, 2, Check.ASK, new FilterParams(16, 1e-2)), "n3", "n1", "n2");
        List<Id128> tasks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tasks.addAll(submit(scenario, i % 2, 15));
            scenario.pass(300);
        }
        scenario.untilCommitted(0);
        scenario.untilCommitted(1);

        assertThat(scenario.machine("n3").registry().currentGeneration()).isGreaterThan(3);
        assertThat(sum(scenario, WorkStatus.Queue::doubts))
                .as("false positives")
                .isPositive();
        scenario.assertRanOnce(tasks.toArray(new Id128[0]));
        reset(scenario, 0, 0);
        scenario.end();
        scenario.assertRanOnce(tasks.toArray(new Id128[0]));
    }

    /** The namespace is hashed into the ids: to the cluster these are other tasks. */
    @Test
    @Tag("S26")
    @Tag("V3")
    void s26_aReplayUnderANewNamespaceRunsEverythingOnceMoreAndWithoutADoubt() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        List<Id128> tasks = submit(scenario, 0, 40);
        scenario.untilCommitted(0);

        Map<Id128, Id128> replayed = new HashMap<>();
        tasks.forEach(id -> replayed.put(id, scenario.cluster.plan.random.id()));
        scenario.log(0).rename(replayed::get);
        reset(scenario, 0, 0);
        scenario.untilCommitted(0);

        scenario.assertRanOnce(tasks.toArray(new Id128[0]));
        scenario.assertRanOnce(replayed.values().toArray(new Id128[0]));
        assertThat(sum(scenario, WorkStatus.Queue::doubts)).isZero();
        assertThat(sum(scenario, WorkStatus.Queue::suppressed)).isZero();
        scenario.end();
    }

    /** What a reader of committed records sees of an aborted transaction: offsets that never come. */
    @Test
    @Tag("S27")
    @Tag("C1")
    void s27_offsetsThatNeverComeHoldUpNeitherCommitsNorCeilings() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        List<Id128> tasks = new ArrayList<>();
        for (int gap : new int[] {1, 3, 70, 500, 20_000}) {
            tasks.addAll(submit(scenario, 0, 3));
            for (int i = 0; i < gap; i++) {
                scenario.log(0).gap();
            }
        }
        Id128 slow = scenario.submit(0, 2_000);
        tasks.addAll(submit(scenario, 0, 5));
        scenario.untilRunning(slow);
        scenario.pass(500);
        long before = scenario.log(0).committed();
        assertThat(before)
                .as("up to the slow one, over all gaps")
                .isEqualTo(scenario.log(0).end() - 6);
        scenario.cluster.kafka.group("a").shuffle();
        scenario.untilCommitted(0);

        assertThat(scenario.log(0).committed()).isEqualTo(scenario.log(0).end());
        scenario.assertRanOnce(tasks.toArray(new Id128[0]));
        scenario.assertRanOnce(slow);
        assertThat(sum(scenario, WorkStatus.Queue::doubts)).isZero();
        scenario.end();
    }

    @Test
    @Tag("S29")
    @Tag("C1")
    void s29_oneSlowTaskInAHotPartitionBoundsItsPartitionAndHoldsUpNoOther() {
        int most = 50;
        QueuePolicy policy = new QueuePolicy("a", 4, Check.ASK, 3, 50, 1_000, most);
        Scenario scenario = Cast.startInOrder(Scenario.of(3, 2, policy), "n3", "n1", "n2");
        Id128 slow = scenario.submit(0, 20_000);
        List<Id128> hot = submit(scenario, 0, 500);
        List<Id128> others = submit(scenario, 1, 200);
        scenario.untilRunning(slow);
        scenario.untilCommitted(1);
        scenario.pass(10_000);

        assertThat(scenario.runs(slow).get(0).isOver()).isFalse();
        assertThat(scenario.log(0).committed()).as("nothing beyond it").isLessThanOrEqualTo(0);
        long fetched = hot.stream().filter(id -> !scenario.runs(id).isEmpty()).count();
        assertThat(fetched).as("the bound, and a poll of 30").isBetween(most - 1L, most + 30L);
        assertThat(scenario.owner(0)).as("paused, and polling").isEqualTo("n1");
        scenario.end();
        scenario.assertRanOnce(slow);
        scenario.assertRanOnce(hot.toArray(new Id128[0]));
        scenario.assertRanOnce(others.toArray(new Id128[0]));
        assertThat(scenario.checksOf(slow)).isZero();
    }

    /** What was answered before is on file, so the next start knows it; only the view stays open. */
    @Test
    @Tag("S37")
    @Tag("F4")
    @Tag("F5")
    void s37_aDiskThatIsFullAtTheLastStopKeepsWhatWasAnswered() {
        Scenario scenario = Cast.startInOrder(Scenario.of(1), "n1");
        Post post = Post.of(scenario);
        List<Id128> before = submit(scenario, 0, 5);
        scenario.untilCommitted(0);
        scenario.node("n1").disk.full = true;
        scenario.process("n1").askToStop();
        scenario.until("it has stopped", () -> !scenario.node("n1").runs());
        assertThat(scenario.cluster.zooKeeper.state().maybeView().closed()).isFalse();
        scenario.node("n1").disk.full = false;
        Id128 meanwhile = scenario.submit(0);

        scenario.node("n1").start();
        scenario.untilCommitted(0);
        reset(scenario, 0, 0);
        scenario.untilCommitted(0);

        assertThat(post.notes("n1", "unclean")).isEmpty();
        scenario.assertNeverChecked(meanwhile);
        scenario.assertNeverChecked(before.toArray(new Id128[0]));
        scenario.assertRanOnce(meanwhile);
        scenario.assertRanOnce(before.toArray(new Id128[0]));
        scenario.end();
    }

    /** It acknowledges nothing that it cannot keep: the others go on without it, and what it runs it finishes. */
    @Test
    @Tag("S37")
    @Tag("F4")
    void s37_aFollowerWhoseDiskIsFullFinishesWhatItRunsAndLeaves() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        Post post = Post.of(scenario);
        Id128 running = scenario.submit(0, 1_000);
        scenario.untilRunning(running);

        scenario.node("n1").disk.full = true;
        Id128 next = scenario.submit(1);
        scenario.until("the others go on", () -> scenario.log(1).isDone());
        scenario.until("it has left", () -> !scenario.node("n1").runs());

        assertThat(Cast.isInStoredView(scenario, "n1")).isFalse();
        assertThat(post.notes("n1", "journal")).hasSize(1);
        assertThat(scenario.epoch()).isEqualTo(1);
        scenario.node("n1").disk.full = false;
        scenario.end();
        scenario.assertRanOnce(running, next);
        scenario.assertNeverChecked(running, next);
    }

    @Test
    @Tag("S37")
    @Tag("F4")
    @Tag("E3")
    void s37_aLeaderWhoseDiskIsFullAbdicatesAndHasAnsweredNothingThatItDoesNotKeep() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        Post post = Post.of(scenario);

        scenario.node("n3").disk.full = true;
        Id128 task = scenario.submit(0);
        scenario.until("somebody else leads", () -> !scenario.leader().equals("n3"));

        assertThat(post.sent(Message.Verdict.class, "n3", "n1")).isEmpty();
        scenario.untilCommitted(0);
        scenario.node("n3").disk.full = false;
        scenario.end();
        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
    }
}

package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event.Ending;
import io.ballot.core.member.Role;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.VerdictKind;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the protocol must survive, by its numbers there: executors that are cut off while they run. */
final class ScenariosOfLinksTest {

    @Test
    @Tag("S11")
    @Tag("F1")
    @Tag("F2")
    @Tag("V5")
    void s11_anExecutorCutOffFromTheLeaderOnlyStopsWithItsLeaseAndLetsItsPartitionsGo() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String executor = scenario.followers().get(0);
        String other = scenario.followers().get(1);
        long epoch = scenario.epoch();
        scenario.move(0, executor);
        Id128 task = scenario.submit(0, 15_000, 14_000);
        scenario.untilRunning(task);
        Run first = scenario.runs(task).get(0);

        scenario.cut(executor, leader);
        scenario.cut(leader, executor);
        scenario.until("it is suspended", () -> scenario.role(executor) == Role.SUSPENDED);
        assertThat(first.isOver()).as("what runs goes on under its lease").isFalse();
        scenario.until("its lease ends", first::isOver);
        assertThat(first.maybeEnding).isEqualTo(Ending.STOPPED);
        assertThat(first.endMs - first.startMs).isBetween(5_000L, SimPlan.TIMES.leaseMs());
        scenario.until("it is cut off", () -> scenario.inSync() == 2);
        scenario.until("it lets its partition go", () -> !scenario.owner(0).equals(executor));
        assertThat(scenario.role(executor)).isEqualTo(Role.OBSERVER);
        scenario.untilCommitted(0);

        List<Run> runs = scenario.runs(task);
        assertThat(runs).hasSize(2);
        assertThat(runs.get(1).life.node().name()).isIn(leader, other);
        assertThat(runs.get(1).attempt).isEqualTo(2);
        assertThat(scenario.checksOf(task)).isEqualTo(1);
        assertThat(scenario.epoch()).as("it did not disturb the leader").isEqualTo(epoch);
        assertThat(scenario.leader()).isEqualTo(leader);
        scenario.end();
        scenario.until("it follows again", () -> scenario.role(executor) == Role.FOLLOWER);
    }

    @Test
    @Tag("S12")
    @Tag("D2")
    @Tag("D4")
    @Tag("F3")
    void s12_theNewOwnerOfAPartitionWaitsUntilAnExecutorCutOffFromEverythingCanRunNoLonger() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String executor = scenario.followers().get(0);
        String owner = scenario.followers().get(1);
        scenario.move(0, executor);
        Id128 task = scenario.submit(0, 15_000, 14_000);
        scenario.untilRunning(task);
        Run first = scenario.runs(task).get(0);
        Jam<Message.Verdict> busy = scenario.watch(Message.Verdict.class, leader, owner)
                .where(verdict -> verdict.kinds()[0] == VerdictKind.BUSY.code());

        scenario.isolate(executor);
        scenario.process(executor).zooKeeper.lose(40_000);
        scenario.process(executor).consumer.lose(40_000);
        scenario.move(0, owner);
        scenario.await(busy, "the new owner is told to wait");
        assertThat(first.isOver())
                .as("Kafka moved the partition under a running task")
                .isFalse();
        scenario.untilCommitted(0);

        List<Run> runs = scenario.runs(task);
        assertThat(runs).hasSize(2);
        assertThat(first.maybeEnding).isEqualTo(Ending.STOPPED);
        assertThat(runs.get(1).startMs).isGreaterThan(first.startMs + SimPlan.TIMES.leaseMs());
        assertThat(runs.get(1).life.node().name()).isEqualTo(owner);
        assertThat(scenario.checksOf(task)).isEqualTo(1);
        scenario.end();
    }
}

package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.member.Role;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is asked of the last member while it closes the view: after that nobody waits for a lease. */
final class ScenariosOfClosingTest {

    /** The leader is about to leave, alone in its view; the other has not heard that it was cut off, and holds a lease. */
    private static Jam<Command.WriteView> untilTheViewIsAboutToBeClosed(Scenario scenario) {
        Jam<Command.WriteView> closed = scenario.hold(Command.WriteView.class, "n2", "*")
                .where(write -> write.view().closed());
        scenario.process("n2").askToStop();
        scenario.pass(700);
        scenario.lose(Message.ViewChanged.class, "n2", "n1");
        scenario.lose(Message.Lease.class, "n2", "n1");
        scenario.lose(Command.ProbeAddress.class, "n2", "*");
        scenario.cut("n1", "n2");
        scenario.process("n2").deliver(new Event.LinkLost(scenario.process("n1").life));
        scenario.process("n2").deliver(new Event.AddressProbed(scenario.process("n1").life, Event.ProbeResult.REFUSED));
        scenario.await(closed, "it closes the view");
        assertThat(scenario.inSync()).isEqualTo(1);
        assertThat(scenario.role("n1")).isEqualTo(Role.FOLLOWER);
        scenario.mend("n1", "n2");
        return closed;
    }

    /** Its partitions go to the next process of the leader, which reads what it closed. */
    private static void untilTheCloserIsBack(Scenario scenario, Jam<Command.WriteView> closed) {
        scenario.isolate("n1");
        scenario.process("n1").zooKeeper.lose(60_000);
        closed.release();
        scenario.until("n2 has stopped", () -> !scenario.node("n2").runs());
        for (int partition = 0; partition < 2; partition++) {
            scenario.cluster.kafka.group("a").pin(scenario.log(partition).partition, new NodeId("n2"));
        }
        scenario.node("n2").start();
        scenario.until("n2 leads", () -> scenario.role("n2") == Role.LEADER);
    }

    @Test
    @Tag("S67")
    @Tag("D1")
    @Tag("F5")
    void s67_whatAnotherWasGrantedWhileTheViewWasClosedIsNotRunAgainUnderItsLease() {
        Scenario scenario = Cast.startInOrder(Scenario.of(2), "n2", "n1");
        Jam<Command.WriteView> closed = untilTheViewIsAboutToBeClosed(scenario);
        Id128 task = scenario.submit(0, 20_000, 19_000);
        scenario.until(
                "it runs, or n1 knows better",
                () -> !scenario.runs(task).isEmpty() || scenario.role("n1") != Role.FOLLOWER);
        boolean ran = !scenario.runs(task).isEmpty();
        untilTheCloserIsBack(scenario, closed);
        if (ran && Cast.hasLease(scenario, "n1")) {
            scenario.until(
                    "its lease is over, or it runs elsewhere",
                    () -> !Cast.hasLease(scenario, "n1") || scenario.runs(task).size() > 1);
            assertThat(scenario.runs(task)).hasSize(1);
            assertThat(scenario.checksOf(task)).isZero();
        }
        scenario.end();
    }
}

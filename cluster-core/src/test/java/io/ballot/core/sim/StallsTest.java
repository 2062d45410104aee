package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.work.WorkStatus;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.QueuePartition;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that has tasks before it and takes no step says so, and what it waits for. */
final class StallsTest {

    private static WorkStatus.@Nullable Stall stall(Scenario scenario, String name) {
        return scenario.machine(name)
                .status(scenario.process(name).clock.now())
                .work()
                .maybeStall();
    }

    private static void untilStalled(Scenario scenario, String name, String why) {
        scenario.until(name + " says that it stalls", () -> stall(scenario, name) != null);
        assertThat(stall(scenario, name).waitsFor()).contains(why);
        assertThat(stall(scenario, name).forMs()).isGreaterThanOrEqualTo(SimPlan.STALL_MS);
    }

    @Test
    @Tag("F4")
    void aVoteThatIsNeverAnsweredIsSaidAndSoIsThatItGoesOn() {
        Scenario scenario = Scenario.of(3).start();
        String asker = scenario.lastInLine();
        scenario.move(0, asker);
        Jam<Command.Note> said = scenario.notes("stall");
        Jam<Message.Verdict> verdicts = scenario.lose(Message.Verdict.class, "*", asker);

        Id128 task = scenario.submit(0);
        untilStalled(scenario, asker, "1 wait for the leader's vote");
        assertThat(said.seen()).hasSize(1);
        assertThat(said.first().level()).isEqualTo(Command.Level.WARN);

        verdicts.release();
        scenario.cluster.jams.end();
        scenario.untilCommitted(0);
        scenario.until("it says no more", () -> stall(scenario, asker) == null);
        scenario.assertRanOnce(task);
        scenario.end();
    }

    @Test
    @Tag("F4")
    void recordsThatLieInKafkaAndDoNotComeAreMissed() {
        Scenario scenario = Scenario.of(2).start();
        String node = scenario.followers().get(0);
        scenario.move(0, node);
        Jam<Command.ReadLag> asked = scenario.watch(Command.ReadLag.class, node, "*");
        scenario.lose(Event.LagRead.class, "*", node)
                .where(read -> !read.behind().containsValue(3L));

        for (int answers = 1; answers <= 6 && stall(scenario, node) == null; answers++) {
            int wanted = answers;
            scenario.until("it asks how far it is behind", () -> asked.seen().size() >= wanted);
            TreeMap<QueuePartition, Long> behind = new TreeMap<>();
            behind.put(scenario.log(0).partition, 3L);
            scenario.process(node)
                    .deliver(new Event.LagRead(asked.seen().get(wanted - 1).request(), behind));
        }
        scenario.until("it says that it stalls", () -> stall(scenario, node) != null);

        assertThat(stall(scenario, node).waitsFor()).startsWith("Kafka gives no records of {a/0=3}");
        scenario.submit(0);
        scenario.untilCommitted(0);
        scenario.until("it says no more", () -> stall(scenario, node) == null);
        scenario.end();
    }

    @Test
    @Tag("F4")
    void aNodeThatKafkaDoesNotAnswerSaysSo() {
        Scenario scenario = Scenario.of(2).start();
        String node = scenario.followers().get(0);
        scenario.move(0, node);
        scenario.lose(Event.LagRead.class, "*", node);
        scenario.lose(Event.Polled.class, "*", node);

        scenario.submit(0);
        untilStalled(scenario, node, "Kafka does not answer");
    }

    @Test
    @Tag("F4")
    void aHandlerThatTakesLongerIsNamedAsWhatIsWaitedFor() {
        Scenario scenario = Scenario.of(2).start();
        String node = scenario.followers().get(0);
        scenario.move(0, node);

        Id128 task = scenario.submit(0, 3 * SimPlan.STALL_MS);
        scenario.untilRunning(task);
        untilStalled(scenario, node, "1 are with their handlers");
        scenario.untilCommitted(0);
        scenario.until("it says no more", () -> stall(scenario, node) == null);
        scenario.assertRanOnce(task);
        scenario.end();
    }

    @Test
    void anIdleClusterStallsNowhere() {
        Scenario scenario = Scenario.of(3).start();
        Jam<Command.Note> said = scenario.notes("stall");

        Id128 task = scenario.submit(0);
        scenario.untilCommitted(0);
        scenario.pass(5 * SimPlan.STALL_MS);

        assertThat(said.isEmpty()).isTrue();
        scenario.assertRanOnce(task);
        scenario.end();
    }
}

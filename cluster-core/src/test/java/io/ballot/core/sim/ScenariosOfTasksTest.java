package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
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
}

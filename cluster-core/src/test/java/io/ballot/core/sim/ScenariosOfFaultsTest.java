package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.member.Role;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Situations that the protocol must survive, by their numbers there: leaders, links and processes. */
final class ScenariosOfFaultsTest {

    @Test
    @Tag("S01")
    @Tag("F1")
    void s01_aLeaderPausedPastItsSessionWakesAndAnswersToNobody() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        Id128 task = scenario.submit(0, 1_000);
        scenario.untilRunning(task);

        scenario.process(old).pause(20_000);
        scenario.until("another leads", () -> !scenario.leader().equals(old));
        long epoch = scenario.epoch();
        scenario.pass(25_000);

        assertThat(scenario.role(old)).isEqualTo(Role.FOLLOWER);
        assertThat(scenario.epoch()).isEqualTo(epoch);
        scenario.end();
    }

    @Test
    @Tag("S07")
    @Tag("V3")
    void s07_aLeaderThatDiesBetweenReplicationAndAnswerLeavesTheGrantBehind() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        int partition = scenario.owner(0).equals(leader) ? 1 : 0;
        scenario.lose(Message.Verdict.class, leader, "*");

        Id128 task = scenario.submit(partition);
        scenario.pass(500);
        assertThat(scenario.runs(task)).isEmpty();
        scenario.crash(leader);
        scenario.untilCommitted(partition);

        scenario.assertRanOnce(task);
        assertThat(scenario.checksOf(task)).isZero();
        scenario.end();
    }

    @Test
    @Tag("S14")
    @Tag("D4")
    void s14_aCrashAfterTheEffectAndBeforeTheReportIsForTheCheck() {
        Scenario scenario = Scenario.of(3).start();
        String owner = scenario.owner(0);
        Id128 task = scenario.submit(0, 300);
        scenario.lose(Message.Progress.class, owner, "*");
        scenario.until("the task took effect", () -> scenario.cluster.effects.wasExecuted(task));

        scenario.crash(owner);
        scenario.untilCommitted(0);

        scenario.assertRanOnce(task);
        assertThat(scenario.checksOf(task)).isEqualTo(1);
        scenario.end();
    }
}

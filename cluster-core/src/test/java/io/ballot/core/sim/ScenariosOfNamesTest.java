package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.member.Role;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A name without a process, and a process without a name of its own. */
final class ScenariosOfNamesTest {

    private static final Life NOBODY = new Life(new NodeId("nobody"), Id128.NONE, Id128.NONE);

    @Test
    @Tag("S34")
    @Tag("V5")
    @Tag("F3")
    void s34_theMemberZnodeOfADeadProcessHoldsUpNeitherVotesNorAnElection() {
        Scenario scenario = Cast.startInOrder(Scenario.of(4), "n3", "n1", "n4", "n2");
        scenario.process("n2").zooKeeper.outlives(60_000);
        scenario.crashAndForget("n2");
        long ghostUntilMs = scenario.cluster.heap.now() + 60_000;
        Id128 first = scenario.submit(1);
        scenario.until("it is cut off", () -> !Cast.isInStoredView(scenario, "n2"));
        scenario.untilCommitted(1);

        scenario.crash("n3");
        scenario.until("n1 has the next epoch", () -> scenario.epoch() == 2);
        long claimedMs = scenario.cluster.heap.now();
        scenario.until("n1 leads", () -> scenario.role("n1") == Role.LEADER);
        assertThat(scenario.cluster.heap.now() - claimedMs)
                .as("waited for until gather.ms: first for its memory, then for it to follow")
                .isBetween(1_900L, 2_300L);
        assertThat(scenario.machine("n1")
                        .status(scenario.process("n1").clock.now())
                        .members())
                .as("and it still haunts")
                .anyMatch(member -> member.node().name().equals("n2"));
        Id128 second = scenario.submit(1);
        scenario.untilCommitted(1);

        Life ghost = holder(scenario, "n2");
        scenario.node("n2").start();
        scenario.pass(10_000);
        assertThat(holder(scenario, "n2")).as("its name is taken").isEqualTo(ghost);
        Life next = scenario.process("n2").life;
        scenario.until("the name is its own", () -> holder(scenario, "n2").equals(next));
        assertThat(scenario.cluster.heap.now()).isGreaterThanOrEqualTo(ghostUntilMs);
        scenario.until("all are in-sync", () -> scenario.inSync() == 3);
        scenario.end();
        scenario.assertRanOnce(first, second);
    }

    private static Life holder(Scenario scenario, String name) {
        return scenario.cluster.zooKeeper.members().stream()
                .filter(member -> member.node().name().equals(name))
                .findFirst()
                .map(Member::life)
                .orElse(NOBODY);
    }

    /** That it gives up after a session timeout and says so is the adapter's part, and tested there. */
    @Test
    @Tag("S35")
    @Tag("E1")
    void s35_aSecondProcessUnderATakenNameTakesNoPartAndDisturbsNobody() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        Post post = Post.of(scenario);
        SimProcess twin = scenario.node("n1").startTwin();
        List<Id128> tasks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tasks.add(scenario.submit(i % 2));
            scenario.pass(1_000);
        }

        assertThat(twin.maybeMachine().role()).isEqualTo(Role.OBSERVER);
        assertThat(twin.maybeMachine().epoch()).isZero();
        assertThat(post.sent(Message.class, "n1", "*"))
                .isNotEmpty()
                .noneMatch(letter -> letter.envelope().sender().equals(twin.life));
        assertThat(post.notes("*", "role")).isEmpty();
        assertThat(scenario.epoch()).isEqualTo(1);
        assertThat(holder(scenario, "n1")).isEqualTo(scenario.process("n1").life);
        twin.die();
        scenario.end();
        scenario.assertRanOnce(tasks.toArray(new Id128[0]));
    }
}

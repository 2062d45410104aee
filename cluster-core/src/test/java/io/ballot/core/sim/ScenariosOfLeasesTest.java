package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event.CheckWord;
import io.ballot.core.Event.Ending;
import io.ballot.core.member.Role;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Times;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two sides that cannot see one another, and how long each must wait for the other (found by the models). */
final class ScenariosOfLeasesTest {

    private static final Times TIMES = SimPlan.TIMES;

    /** n1 leads n2, without ZooKeeper and without the others; n3 has ZooKeeper, and nobody of the last in-sync set. */
    @Test
    @Tag("S40")
    @Tag("F4")
    void s40_anInSyncPairWithoutZooKeeperStopsBeforeTheUncleanLeaderBeginsToGrant() {
        Scenario scenario = Cast.startInOrder(Scenario.of(4), "n1", "n2", "n3", "n4");
        Post post = Post.of(scenario);
        scenario.crash("n3");
        scenario.crash("n4");
        scenario.until("n1 and n2 are the in-sync set", () -> scenario.inSync() == 2);
        scenario.pass(3_000);
        Id128 onLeader = scenario.submit(0, 1_000_000);
        Id128 onFollower = scenario.submit(1, 1_000_000);
        scenario.untilRunning(onLeader);
        scenario.untilRunning(onFollower);

        for (String other : new String[] {"n3", "n4"}) {
            Cast.part(scenario, "n1", other);
            Cast.part(scenario, "n2", other);
        }
        long cutMs = scenario.cluster.heap.now();
        scenario.process("n1").zooKeeper.lose(200_000);
        scenario.process("n2").zooKeeper.lose(200_000);
        scenario.node("n3").start();
        scenario.node("n4").start();
        scenario.until("the other side claims", () -> scenario.epoch() == 2);
        assertThat(scenario.cluster.heap.now() - cutMs)
                .as("longer than a lease lasts unless it is renewed")
                .isGreaterThan(TIMES.leaseMs());
        assertThat(scenario.role("n1")).isEqualTo(Role.LEADER);
        assertThat(Cast.hasLease(scenario, "n2")).as("renewed since").isTrue();
        long claimedMs = scenario.cluster.heap.now();
        scenario.until(
                "the pair has stopped", () -> hasStopped(scenario, onLeader) && hasStopped(scenario, onFollower));
        assertThat(scenario.cluster.heap.now() - cutMs)
                .isLessThan(TIMES.stretched(TIMES.zkGraceMs() + TIMES.leaseMs()) + TIMES.leaseMarginMs());
        scenario.until("the other side leads", () -> leads(scenario, "n3") || leads(scenario, "n4"));
        assertThat(post.notes("*", "unclean")).isNotEmpty();
        assertThat(scenario.cluster.heap.now() - claimedMs).isGreaterThan(TIMES.zkGraceMs() + TIMES.leaseMarginMs());
        assertThat(scenario.role("n1")).as("it has heard of nobody else").isEqualTo(Role.LEADER);
        Id128 fresh = scenario.submit(1);
        scenario.checkSays(onFollower, CheckWord.EXECUTED);
        scenario.checkSays(onLeader, CheckWord.EXECUTED);
        scenario.untilCommitted(0);
        scenario.untilCommitted(1);

        assertThat(scenario.role("n1"))
                .as("cut off for good, it gives up its partitions only")
                .isEqualTo(Role.LEADER);
        assertThat(scenario.checksOf(onFollower)).as("below the doubt floor").isPositive();
        assertThat(scenario.checksOf(onLeader)).as("below the doubt floor").isPositive();
        scenario.assertRanOnce(onLeader, onFollower, fresh);
        scenario.end();
    }

    private static boolean leads(Scenario scenario, String name) {
        return scenario.role(name) == Role.LEADER;
    }

    private static boolean hasStopped(Scenario scenario, Id128 id) {
        return scenario.runs(id).get(0).maybeEnding == Ending.STOPPED;
    }

    /** n3 writes its epoch seconds before its first promise; until that, n1 can still prove itself and renew leases. */
    @Test
    @Tag("S41")
    @Tag("D4")
    void s41_theWaitForAHolderCountsFromTheFirstPromiseNotFromTheEpochWrite() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n1", "n3", "n2");
        Id128 task = scenario.submit(0, 1_000_000);
        scenario.untilRunning(task);
        Run first = scenario.runs(task).get(0);
        assertThat(first.life.node().name()).isEqualTo("n1");
        scenario.isolate("n3");
        scenario.until("n1 and n2 are the in-sync set", () -> scenario.inSync() == 2);
        scenario.pass(3_000);
        scenario.process("n1").zooKeeper.lose(200_000);

        scenario.until("n3 has the epoch", () -> scenario.epoch() == 2);
        long claimedMs = scenario.cluster.heap.now();
        scenario.pass(3_000);
        assertThat(scenario.machine("n2").epoch()).isEqualTo(1);
        Cast.join(scenario, "n2", "n3");
        scenario.until("n2 has promised", () -> scenario.machine("n2").epoch() == 2);
        long promisedMs = scenario.cluster.heap.now();
        scenario.until("n3 leads", () -> scenario.role("n3") == Role.LEADER);
        scenario.submitAgain(task, 1);
        scenario.until("it runs again", () -> scenario.runs(task).size() == 2);

        long wait = TIMES.goneAfterMs();
        assertThat(first.maybeEnding).isEqualTo(Ending.STOPPED);
        assertThat(first.endMs)
                .as("counted from the epoch write it would have been run beside it")
                .isGreaterThan(claimedMs + TIMES.stretched(wait));
        assertThat(scenario.runs(task).get(1).startMs).isGreaterThan(promisedMs + wait * 99 / 100);
        assertThat(scenario.checksOf(task)).isEqualTo(1);
        scenario.checkSays(task, CheckWord.EXECUTED);
        scenario.crash(scenario.runs(task).get(1).life.node().name());
        scenario.end();
    }
}

package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event.Ending;
import io.ballot.core.QueuePolicy.Check;
import io.ballot.core.member.Role;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes that reach some and not others, for long or again and again. */
final class ScenariosOfCutOffNodesTest {

    @Test
    @Tag("S30")
    @Tag("F1")
    @Tag("F2")
    void s30_aNodeThatReachesKafkaButNoLeaderStepsBackAndLeavesItsPartitionsToOthers() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        Id128 running = scenario.submit(0, 1_000_000);
        scenario.untilRunning(running);

        scenario.isolate("n1");
        scenario.until("it is suspended", () -> scenario.role("n1") == Role.SUSPENDED);
        Id128 late = scenario.submit(0);
        scenario.pass(2_000);
        assertThat(scenario.runs(late)).as("polled or not, it is not started").isEmpty();
        assertThat(scenario.runs(running).get(0).isOver())
                .as("it goes on under its lease")
                .isFalse();
        scenario.until("the lease is over", () -> !Cast.hasLease(scenario, "n1"));
        scenario.pass(SimPlan.TIMES.leaseMarginMs());
        assertThat(scenario.runs(running).get(0).maybeEnding).isEqualTo(Ending.STOPPED);
        assertThat(scenario.owner(0)).as("a short absence moves no partition").isEqualTo("n1");
        scenario.until("it has left its groups", () -> !scenario.owner(0).equals("n1"));
        assertThat(scenario.role("n1")).isIn(Role.SUSPENDED, Role.OBSERVER);
        scenario.checkSays(running, io.ballot.core.Event.CheckWord.EXECUTED);
        scenario.untilCommitted(0);

        scenario.assertRanOnce(running, late);
        assertThat(scenario.checksOf(running))
                .as("a report could not reach the leader")
                .isEqualTo(1);
        assertThat(scenario.checksOf(late)).isZero();
        scenario.rejoin("n1");
        scenario.until("it is back", () -> scenario.role("n1") == Role.FOLLOWER);
        scenario.until("and consumes", () -> scenario.owner(0).equals("n1"));
        assertThat(scenario.epoch()).isEqualTo(1);
        scenario.end();
    }

    @Test
    @Tag("S31")
    @Tag("E1")
    @Tag("V5")
    void s31_aLeaderThatReachesZooKeeperButNoPeerAbdicatesAndCutsNobodyOff() {
        Scenario scenario = Cast.startInOrder(Scenario.of(4), "n4", "n3", "n1", "n2");
        Post post = Post.of(scenario);
        var before = scenario.cluster.zooKeeper.state().maybeView();

        scenario.isolate("n4");
        Id128 task = scenario.submit(0);
        scenario.until("it abdicates", () -> scenario.role("n4") == Role.OBSERVER);
        assertThat(scenario.cluster.zooKeeper.state().maybeView()).isEqualTo(before);
        assertThat(post.notes("n4", "deposed"))
                .singleElement()
                .satisfies(note -> assertThat(note.text()).contains("lost 3"));
        scenario.until("the next leads", () -> scenario.role("n3") == Role.LEADER);
        scenario.untilCommitted(0);
        scenario.pass(10_000);

        scenario.assertRanOnce(task);
        assertThat(scenario.checksOf(task)).isZero();
        assertThat(scenario.epoch())
                .as("who cannot reach them does not claim against them")
                .isEqualTo(2);
        assertThat(scenario.cluster.zooKeeper.electionQueue().get(0).name()).isEqualTo("n3");
        scenario.rejoin("n4");
        scenario.until("it follows", () -> scenario.role("n4") == Role.FOLLOWER);
        assertThat(scenario.epoch()).isEqualTo(2);
        scenario.end();
    }

    /** Found with real processes: with the first removed, only one of two was silent, and nothing was granted until the cut was mended. */
    @Test
    @Tag("S31")
    @Tag("E1")
    @Tag("F2")
    void s31_aLeaderWhosePeersFallSilentOneAfterTheOtherAbdicatesToo() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        Cast.part(scenario, "n3", "n1");
        scenario.until("n1 is removed", () -> scenario.inSync() == 2);
        Cast.part(scenario, "n3", "n2");
        long lostMs = scenario.cluster.heap.now();
        Id128 task = scenario.submit(0);

        scenario.until("another leads", () -> scenario.epoch() == 2);
        assertThat(scenario.cluster.heap.now() - lostMs).isLessThan(20_000);
        scenario.untilCommitted(0);
        scenario.assertRanOnce(task);
        Cast.join(scenario, "n3", "n1");
        Cast.join(scenario, "n3", "n2");
        scenario.until("it follows", () -> scenario.role("n3") == Role.FOLLOWER);
        scenario.end();
    }

    /** Found with real processes: its filter had them, so each went to the check, though nobody can have run them. */
    @Test
    @Tag("S31")
    @Tag("V4")
    void s31_whatACutOffLeaderTookForNewAndNeverAnsweredIsNoDoubtWhenItComesBack() {
        Scenario scenario =
                Cast.startInOrder(Scenario.of(4, 4, Check.ASK, new FilterParams(600, 1e-4)), "n4", "n3", "n1", "n2");
        scenario.isolate("n4");
        Id128 own = scenario.submit(3);
        scenario.until("n4 has taken it for new", () -> Cast.maybeHeld(scenario, "n4", own) != null);
        scenario.until("another leads", () -> !scenario.leader().equals("n4"));
        String next = scenario.leader();
        assertThat(scenario.machine("n4").registry().mightContain(own.hi(), own.lo()))
                .isTrue();
        assertThat(scenario.machine(next).registry().mightContain(own.hi(), own.lo()))
                .isFalse();

        scenario.rejoin("n4");
        scenario.until("it follows", () -> scenario.role("n4") == Role.FOLLOWER);
        assertThat(scenario.machine(next).registry().mightContain(own.hi(), own.lo()))
                .as("its bits are joined")
                .isTrue();
        scenario.untilCommitted(3);

        scenario.assertRanOnce(own);
        scenario.assertNeverChecked(own);

        // Once it has run it is known to have, also when only the filter still tells of it.
        for (int i = 0; i < 350; i++) {
            scenario.submit(0);
        }
        scenario.untilCommitted(0);
        assertThat(scenario.machine(next)
                        .registry()
                        .recentOutcome(own.hi(), own.lo())
                        .isFinal())
                .isFalse();
        String owner = scenario.owner(3);
        scenario.log(3).reset(0);
        scenario.expel(owner);
        scenario.untilCommitted(3);
        scenario.assertRanOnce(own);
        assertThat(scenario.checksOf(own)).isEqualTo(1);
        scenario.end();
    }

    /** Found by the simulator: each of the two took the other for the leader, and nobody ever stood again. */
    @Test
    @Tag("S31")
    @Tag("E1")
    @Tag("F4")
    void s31_aLeaderThatAbdicatedTakesWhatAMemberStillGivesItForNobodysWord() {
        Scenario scenario = Cast.startInOrder(Scenario.of(4), "n4", "n1", "n2", "n3");
        Jam<Message.Snapshot> given = scenario.lose(Message.Snapshot.class, "n3", "n4");
        scenario.crash("n3");
        scenario.node("n3").start();
        scenario.until("n3 gives its memory to n4", () -> scenario.role("n3") == Role.SYNCING && !given.isEmpty());

        for (String member : List.of("n1", "n2")) {
            Cast.part(scenario, "n4", member);
            scenario.process(member).zooKeeper.lose(60_000);
        }
        scenario.until("n4 abdicates", () -> scenario.role("n4") == Role.OBSERVER);
        given.drop();
        Jam<Message.Snapshot> late = scenario.watch(Message.Snapshot.class, "n3", "n4");
        scenario.await(late, "n3 gives on, to a leader that is none any more");
        long abdicatedMs = scenario.cluster.heap.now();
        scenario.until("n4 stands again", () -> scenario.epoch() == 2);

        assertThat(scenario.cluster.heap.now() - abdicatedMs).isLessThan(20_000);
        Id128 task = scenario.submit(0);
        scenario.end();
        scenario.assertRanOnce(task);
    }

    /** R3: it need not be told to go; who has ZooKeeper is nominated, and may claim once the leader's answer is that old. */
    @Test
    @Tag("S31")
    @Tag("E6")
    @Tag("F4")
    void s31_aLeaderWithoutZooKeeperIsSucceededByAPeerThatHasIt() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        scenario.submit(0);
        scenario.untilCommitted(0);
        scenario.process("n3").zooKeeper.lose(60_000);
        long lostMs = scenario.cluster.heap.now();
        Id128 task = scenario.submit(0, 6_000);
        scenario.untilRunning(task);
        assertThat(scenario.role("n3")).as("until then it leads on").isEqualTo(Role.LEADER);

        scenario.until("n1 leads", () -> scenario.role("n1") == Role.LEADER);
        assertThat(scenario.cluster.heap.now() - lostMs)
                .as("the session, a tick, and the gather")
                .isLessThan(SimPlan.SESSION_TIMEOUT_MS + 3_000);
        scenario.until("n3 hears of it", () -> scenario.role("n3") == Role.OBSERVER);
        assertThat(scenario.machine("n3").epoch()).isEqualTo(2);
        scenario.untilCommitted(0);
        scenario.assertRanOnce(task);
        assertThat(scenario.checksOf(task)).as("its lease went on").isZero();
        scenario.process("n3").zooKeeper.reach();
        scenario.until("it follows", () -> scenario.role("n3") == Role.FOLLOWER);
        assertThat(scenario.epoch()).isEqualTo(2);
        scenario.end();
    }

    @Test
    @Tag("S36")
    @Tag("F1")
    @Tag("V5")
    void s36_aPeerThatFlapsIsCutOffAndJoinsAgainAndEverythingStillRunsOnce() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        Post post = Post.of(scenario);
        List<Id128> tasks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            flap(scenario, tasks, 1_000, 600);
        }
        assertThat(post.notes("n3", "view"))
                .as("shorter than cutoff.ms: nobody is cut off")
                .isEmpty();
        assertThat(scenario.role("n1")).isEqualTo(Role.FOLLOWER);
        for (int i = 0; i < 5; i++) {
            flap(scenario, tasks, 2_600, 1_500);
        }
        scenario.until("it follows", () -> scenario.inSync() == 3 && scenario.role("n1") == Role.FOLLOWER);

        assertThat(post.notes("n3", "view"))
                .as("cut off and taken in again, each time")
                .hasSizeBetween(4, 10);
        assertThat(scenario.epoch()).isEqualTo(1);
        scenario.end();
        scenario.assertRanOnce(tasks.toArray(new Id128[0]));
        assertThat(tasks).allMatch(id -> scenario.checksOf(id) == 0);
        assertThat(post.sent(Message.Goodbye.class, "*", "*")).isEmpty();
    }

    private static void flap(Scenario scenario, List<Id128> tasks, long awayMs, long backMs) {
        tasks.add(scenario.submit(0));
        tasks.add(scenario.submit(1));
        scenario.pass(20);
        scenario.isolate("n1");
        tasks.add(scenario.submit(0));
        scenario.pass(awayMs);
        scenario.rejoin("n1");
        scenario.pass(backMs);
    }
}

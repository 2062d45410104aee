package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.ClusterState;
import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.QueuePolicy;
import io.ballot.core.member.Role;
import io.ballot.core.offset.CommitMetadata;
import io.ballot.core.offset.CommitPoint;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What ZooKeeper does to a cluster: away for a moment, for long, and back with the state of yesterday. */
final class ScenariosOfZooKeeperTest {

    @Test
    @Tag("S32")
    @Tag("F4")
    void s32_aRollingRestartOfTheEnsembleCostsNeitherAnEpochNorATask() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        List<Id128> tasks = new ArrayList<>();
        Post post = Post.of(scenario);
        for (int server = 0; server < 3; server++) {
            for (String client : new String[] {"n1", "n2", "n3"}) {
                scenario.process(client).zooKeeper.lose(1_500);
                tasks.add(scenario.submit(0));
                tasks.add(scenario.submit(1));
                scenario.pass(2_000);
            }
        }
        assertThat(isConnected(scenario, "n3")).isTrue();

        assertThat(scenario.epoch()).isEqualTo(1);
        assertThat(post.notes("*", "role")).as("nobody's role has changed").isEmpty();
        scenario.assertRanOnce(tasks.toArray(new Id128[0]));
        scenario.end();
    }

    @Test
    @Tag("S32")
    @Tag("F4")
    void s32_withoutZooKeeperForLessThanItsGraceVotesGoOn() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        scenario.submit(0);
        scenario.untilCommitted(0);
        scenario.cluster.zooKeeper.stop();
        scenario.pass(SimPlan.TIMES.zkGraceMs() * 6 / 10);
        Id128 task = scenario.submit(0);
        scenario.untilCommitted(0);
        assertThat(scenario.cluster.zooKeeper.isUp()).isFalse();
        scenario.assertRanOnce(task);
        scenario.cluster.zooKeeper.startAgain();
        scenario.pass(5_000);

        assertThat(scenario.epoch()).isEqualTo(1);
        assertThat(scenario.inSync()).isEqualTo(3);
        scenario.end();
    }

    /** Two seconds after the first task, where little is known of the load: the ceilings must be far enough ahead (R4). */
    @Test
    @Tag("S32")
    @Tag("F4")
    void s32_withoutZooKeeperForLessThanItsGraceTheFullLoadGoesOnAlsoInPartitionsThatWereIdle() {
        Scenario scenario = Cast.startInOrder(
                Scenario.of(3, 3, new QueuePolicy("a", 8, QueuePolicy.Check.ASK, 2, 50, 1_000, 1_000)),
                "n3",
                "n1",
                "n2");
        List<Id128> tasks = new ArrayList<>();
        load(scenario, tasks, 20, 0, 1);
        scenario.cluster.zooKeeper.stop();
        int before = tasks.size();
        load(scenario, tasks, (int) (SimPlan.TIMES.zkGraceMs() * 8 / 10 / 100), 0, 1, 2);
        scenario.pass(500);

        assertThat(scenario.cluster.zooKeeper.isUp()).isFalse();
        assertThat(tasks.size() - before).isGreaterThan(1_000);
        assertThat(tasks.stream().filter(task -> scenario.runs(task).isEmpty()))
                .as("tasks that wait for ZooKeeper")
                .isEmpty();
        scenario.cluster.zooKeeper.startAgain();
        scenario.pass(5_000);

        assertThat(scenario.epoch()).isEqualTo(1);
        scenario.assertRanOnce(tasks.toArray(new Id128[0]));
        scenario.end();
    }

    /** Found with real processes: the leader asked again only at its next turn, and by then ZooKeeper had gone again. */
    @Test
    @Tag("S32")
    @Tag("F4")
    void s32_zooKeeperThatIsBackForAMomentMayGoForAnotherGrace() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        scenario.submit(0);
        scenario.untilCommitted(0);
        for (int outage = 0; outage < 5; outage++) {
            scenario.cluster.zooKeeper.stop();
            scenario.pass(SimPlan.TIMES.zkGraceMs() * 8 / 10);
            Id128 task = scenario.submit(0);
            scenario.pass(300);
            assertThat(scenario.runs(task)).as("in outage %s", outage).hasSize(1);
            scenario.cluster.zooKeeper.startAgain();
            scenario.until("n3 is connected", () -> isConnected(scenario, "n3"));
            scenario.pass(100);
        }

        assertThat(scenario.epoch()).isEqualTo(1);
        scenario.end();
    }

    private static boolean isConnected(Scenario scenario, String name) {
        return scenario.machine(name).status(scenario.process(name).clock.now()).zooKeeperConnected();
    }

    private static void load(Scenario scenario, List<Id128> tasks, int tenths, int... partitions) {
        for (int tenth = 0; tenth < tenths; tenth++) {
            for (int partition : partitions) {
                for (int task = 0; task < 5; task++) {
                    tasks.add(scenario.submit(partition, 20));
                }
            }
            scenario.pass(100);
        }
    }

    @Test
    @Tag("S32")
    @Tag("F4")
    void s32_withoutZooKeeperForLongerThanItsGraceNothingStartsAndAfterwardsItGoesOn() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        scenario.submit(0);
        scenario.untilCommitted(0);
        Id128 running = scenario.submit(1, 20_000);
        scenario.untilRunning(running);
        scenario.cluster.zooKeeper.stop();
        scenario.pass(SimPlan.TIMES.zkGraceMs() + SimPlan.TIMES.leaseMs() + 1_000);
        for (String name : new String[] {"n1", "n2", "n3"}) {
            assertThat(Cast.hasLease(scenario, name)).isFalse();
        }
        assertThat(scenario.runs(running).get(0).isOver()).as("stopped").isTrue();
        Id128 late = scenario.submit(0);
        scenario.pass(10_000);
        assertThat(scenario.runs(late)).isEmpty();
        assertThat(scenario.runs(running)).hasSize(1);

        scenario.cluster.zooKeeper.startAgain();
        scenario.until("all are back", () -> scenario.inSync() == 3 && Cast.hasLease(scenario, "n1"));
        scenario.end();
        scenario.assertRanOnce(late);
        boolean tookEffect = scenario.runs(running).get(0).effectMs >= 0;
        assertThat(scenario.runs(running)).as("it was checked").hasSize(tookEffect ? 1 : 2);
        assertThat(scenario.checksOf(running)).isPositive();
    }

    /** Found with real processes: where nobody voted, all fell silent, were suspended, joined anew and elected anew. */
    @Test
    @Tag("S32")
    @Tag("F4")
    void s32_withoutZooKeeperForLongerThanItsGraceAllStayInTouchAndGoOnInTheSameEpochWhenItIsBack() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        scenario.submit(0);
        scenario.untilCommitted(0);
        scenario.pass(2_000);
        Post post = Post.of(scenario);
        scenario.cluster.zooKeeper.stop();
        scenario.pass(SimPlan.TIMES.zkGraceMs() + 3 * SimPlan.TIMES.suspendGraceMs());
        Id128 late = scenario.submit(0);
        scenario.pass(1_000);
        assertThat(scenario.runs(late)).isEmpty();
        scenario.cluster.zooKeeper.startAgain();
        scenario.until("it has run", () -> !scenario.runs(late).isEmpty());

        assertThat(post.notes("*", "role")).as("nobody's role has changed").isEmpty();
        assertThat(scenario.epoch()).isEqualTo(1);
        scenario.assertRanOnce(late);
        scenario.end();
    }

    /** Found by a history: its old znode stayed the first, nobody was nominated any more. */
    @Test
    @Tag("S32")
    @Tag("E1")
    void s32_whoGivesUpItsPlaceAndStandsAgainWhileZooKeeperIsAwayComesBackAtTheEndOfTheQueue() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        assertThat(scenario.cluster.zooKeeper.electionQueue())
                .extracting(NodeId::name)
                .containsExactly("n3", "n1", "n2");

        scenario.cluster.zooKeeper.stop();
        scenario.process("n3").zooKeeper.carryOut(new Command.Stand(false));
        scenario.process("n3").zooKeeper.carryOut(new Command.Stand(true));
        scenario.cluster.zooKeeper.startAgain();
        scenario.until(
                "n1 is the first",
                () -> scenario.cluster.zooKeeper.electionQueue().get(0).equals(new NodeId("n1")));

        assertThat(scenario.cluster.zooKeeper.electionQueue())
                .extracting(NodeId::name)
                .containsExactly("n1", "n2", "n3");
        scenario.end();
    }

    /** The election's latch outlives the session, and may be nominated before the machine has asked to stand again. */
    @Test
    @Tag("S32")
    @Tag("E1")
    void s32_whoIsNominatedInItsNextSessionBeforeItAsksToStandAgainLeadsWhenItsTurnComes() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        for (String late : new String[] {"n3", "n2"}) {
            scenario.process(late).zooKeeper.expire();
            scenario.process(late).zooKeeper.lose(1_000);
        }
        scenario.process("n1").zooKeeper.expireNow();
        Jam<Event.SessionChanged> sessions = scenario.watch(Event.SessionChanged.class, Jam.ANY, "n1")
                .where(changed -> changed.session() == Event.Session.EXPIRED);
        scenario.await(sessions, "n1 has learnt of it");
        Jam<Event.Tick> ticks = scenario.lose(Event.Tick.class, Jam.ANY, "n1");
        scenario.await(scenario.watch(Event.Nominated.class, Jam.ANY, "n1"), "n1 is told before its next step");
        ticks.drop();
        scenario.pass(5_000);
        assertThat(scenario.cluster.zooKeeper.electionQueue().get(0).name()).isNotEqualTo("n1");
        scenario.crash("n3");

        scenario.until("another leads", () -> scenario.role("n1") == Role.LEADER || scenario.role("n2") == Role.LEADER);
        scenario.end();
    }

    @Test
    @Tag("S32")
    @Tag("F4")
    void s32_whoCannotReachZooKeeperLosesItsSessionAlsoWhenTheEnsembleIsRestartedMeanwhile() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        Jam<Event.SessionChanged> told = scenario.watch(Event.SessionChanged.class, Jam.ANY, "n1");
        scenario.process("n1").zooKeeper.lose(10_000);
        scenario.cluster.zooKeeper.stop();
        scenario.pass(5);
        scenario.cluster.zooKeeper.startAgain();
        scenario.pass(SimPlan.SESSION_TIMEOUT_MS + 500);

        assertThat(told.seen()).extracting(Event.SessionChanged::session).containsExactly(Event.Session.DISCONNECTED);
        assertThat(scenario.cluster.zooKeeper.electionQueue())
                .extracting(NodeId::name)
                .doesNotContain("n1");
        scenario.end();
    }

    @Test
    @Tag("S33")
    @Tag("E6")
    @Tag("F4")
    void s33_zooKeeperRestoredFromABackupHaltsEveryNodeBeforeOneClaimsOnItsWord() {
        Scenario scenario = Cast.startInOrder(Scenario.of(4), "n4", "n3", "n1", "n2");
        ClusterState backup = scenario.cluster.zooKeeper.state();
        scenario.crash("n4");
        scenario.until("n3 leads epoch 2", () -> scenario.role("n3") == Role.LEADER);
        Id128 task = scenario.submit(0, 1_000_000);
        scenario.untilRunning(task);
        scenario.pass(2_000);
        scenario.cluster.haltsAreExpected = true;

        scenario.cluster.zooKeeper.restore(backup);
        scenario.until("all have halted", () -> scenario.cluster.processes().isEmpty());

        assertThat(scenario.cluster.halts)
                .hasSize(3)
                .allSatisfy((node, reason) ->
                        assertThat(reason).contains("ZooKeeper has gone back", "epoch 1", "epoch 2", "Stop all nodes"));
        assertThat(scenario.epoch()).as("nobody has claimed").isEqualTo(1);
        scenario.assertRanOnce(task);
    }

    /** They cannot see one another but in what they commit: each would run what the other has granted. */
    @Test
    @Tag("S33")
    @Tag("F4")
    void s33_aNodeHaltsWhenAClusterOfItsNameWithAnotherZooKeeperCommitsAfterIt() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        scenario.submit(0);
        scenario.untilCommitted(0);
        scenario.move(0, "n2");
        scenario.move(0, "n1");
        assertThat(scenario.cluster.halts).as("its own cluster's commits").isEmpty();
        scenario.cluster.haltsAreExpected = true;

        scenario.move(0, "n2");
        foreignCommit(scenario, 0);
        Post post = Post.of(scenario);
        scenario.cluster.kafka.group("a").pin(scenario.log(0).partition, new NodeId("n1"));
        scenario.until("n1 has halted", () -> !scenario.node("n1").runs());
        assertThat(scenario.cluster.halts.get(new NodeId("n1"))).contains("another cluster named 'sim'", "a/0");
        assertThat(post.notes("n1", "foreign")).isEmpty();
    }

    /** It may be what is left of a cluster whose ZooKeeper is gone: nothing tells, so that is only said. */
    @Test
    @Tag("S33")
    @Tag("F4")
    void s33_aCommitOfAnEarlierClusterOfThatNameIsSaidAndHaltsNobody() {
        Scenario scenario = Scenario.of(3);
        scenario.submit(0);
        foreignCommit(scenario, 0);
        Post post = Post.of(scenario);
        scenario.start();
        Id128 task = scenario.submit(0);
        scenario.end();

        assertThat(post.notes("*", "foreign")).hasSize(1);
        scenario.assertRanOnce(task);
    }

    private static void foreignCommit(Scenario scenario, int partition) {
        SimLog log = scenario.log(partition);
        CommitPoint point = CommitPoint.at(log.end());
        log.commit(log.end(), CommitMetadata.encode(point, "sim", new Id128(9, 9), log.partition.topicId(), -1, 4_096));
    }

    @Test
    @Tag("S33")
    @Tag("F4")
    void s33_aStaleReadAloneHaltsNobody() {
        Scenario scenario = Cast.startInOrder(Scenario.of(4), "n4", "n3", "n1", "n2");
        Post post = Post.of(scenario);
        Post.Kept promises = post.keep(Message.Promise.class, "n3", "n1", message -> true);
        scenario.process("n1").zooKeeper.lag();
        scenario.crash("n4");
        scenario.until("n3 leads epoch 2", () -> scenario.role("n3") == Role.LEADER);
        scenario.until("n1 has heard of it", () -> scenario.machine("n1").epoch() == 2);
        assertThat(scenario.role("n1")).isEqualTo(Role.OBSERVER);
        scenario.pass(3_000);
        assertThat(post.asked("n1", Command.CheckEpoch.class))
                .as("it was shown epoch 1 again and again, and asked whether that still stands")
                .isGreaterThan(3);
        promises.stop();
        scenario.until("n1 follows", () -> scenario.role("n1") == Role.FOLLOWER);

        assertThat(scenario.cluster.halts).isEmpty();
        assertThat(scenario.epoch()).isEqualTo(2);
        scenario.process("n1").zooKeeper.catchUp();
        scenario.end();
    }
}

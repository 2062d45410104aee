package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.member.Role;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.TaskState;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fast hand-over: what the operating system has said need not be waited for, and what it has said wrongly does no harm. */
final class ScenariosOfHandOverTest {

    /** The aim of the protocol. */
    private static final long AIM_MS = 1_000;

    @Test
    @Tag("S48")
    @Tag("E1")
    @Tag("E3")
    void s48_aKilledLeaderIsSucceededLongBeforeItsSessionEnds() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String other = scenario.lastInLine();
        long epoch = scenario.epoch();
        scenario.move(0, other);
        scenario.process(old).zooKeeper.outlives(60_000);
        long killedMs = scenario.cluster.heap.now();

        scenario.node(old).kill("script");
        Id128 task = scenario.submit(0);
        scenario.untilCommitted(0);

        assertThat(scenario.cluster.heap.now() - killedMs).isLessThan(AIM_MS);
        assertThat(scenario.epoch()).isEqualTo(epoch + 1);
        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S48")
    @Tag("E3")
    void s48_twoNodesAreEnoughForThat() {
        Scenario scenario = Scenario.of(2).start();
        String old = scenario.leader();
        String other = scenario.followers().get(0);
        scenario.move(0, other);
        scenario.process(old).zooKeeper.outlives(60_000);
        long killedMs = scenario.cluster.heap.now();

        scenario.node(old).kill("script");
        Id128 task = scenario.submit(0);
        scenario.untilCommitted(0);

        assertThat(scenario.cluster.heap.now() - killedMs).isLessThan(AIM_MS);
        assertThat(scenario.leader()).isEqualTo(other);
        scenario.assertRanOnce(task);
        scenario.end();
    }

    @Test
    @Tag("S48")
    @Tag("E3")
    void s48_aMemberThatWasKilledWithTheLeaderIsNotWaitedFor() {
        Scenario scenario = Scenario.of(4).start();
        String old = scenario.leader();
        List<String> others = scenario.followers();
        scenario.process(old).zooKeeper.outlives(60_000);
        scenario.process(others.get(0)).zooKeeper.outlives(60_000);
        scenario.move(0, others.get(1));
        long killedMs = scenario.cluster.heap.now();

        scenario.node(others.get(0)).kill("script");
        scenario.node(old).kill("script");
        Id128 task = scenario.submit(0);
        scenario.untilCommitted(0);

        assertThat(scenario.cluster.heap.now() - killedMs).isLessThan(AIM_MS);
        assertThat(scenario.view().inSync()).hasSize(2);
        scenario.assertRanOnce(task);
        scenario.end();
    }

    @Test
    @Tag("S49")
    @Tag("E6")
    void s49_aLeaderThatOneMemberAloneHasLostGoesOnLeading() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String alone = scenario.nextInLine();
        long epoch = scenario.epoch();
        Jam<Message.PreVote> asked = scenario.watch(Message.PreVote.class, alone, "*");
        Jam<Message.PreVoted> hears =
                scenario.watch(Message.PreVoted.class, "*", alone).where(Message.PreVoted::hears);

        scenario.cluster.links.refuse(new NodeId(leader), 5_000);
        scenario.cut(leader, alone);
        scenario.cut(alone, leader);
        scenario.process(alone).deliver(new Event.LinkLost(scenario.process(leader).life));
        scenario.process(alone)
                .deliver(new Event.AddressProbed(scenario.process(leader).life, Event.ProbeResult.REFUSED));
        scenario.await(asked, "it asks the others");
        scenario.await(hears, "one of them hears the leader");
        scenario.pass(4_000);

        assertThat(scenario.epoch()).isEqualTo(epoch);
        assertThat(scenario.leader()).isEqualTo(leader);
        scenario.mend(leader, alone);
        scenario.mend(alone, leader);
        scenario.until("it follows again", () -> scenario.role(alone) == Role.FOLLOWER);
        assertThat(scenario.epoch()).isEqualTo(epoch);
        scenario.end();
    }

    @Test
    @Tag("S50")
    @Tag("E6")
    void s50_aLeaderThatIsOnlySlowClosesNothingAndIsNotVotedAway() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        long epoch = scenario.epoch();
        Jam<Message.PreVote> asked = scenario.watch(Message.PreVote.class, "*", "*");
        Jam<Event.AddressProbed> probed = scenario.watch(Event.AddressProbed.class, "*", "*");

        scenario.process(leader).pause(1_800);
        scenario.cluster.links.reset(scenario.process(leader), 0);
        scenario.until("it goes on", () -> !scenario.process(leader).isPaused());
        scenario.pass(3_000);

        assertThat(probed.seen()).extracting(Event.AddressProbed::result).containsOnly(Event.ProbeResult.ACCEPTED);
        assertThat(asked.isEmpty()).isTrue();
        assertThat(scenario.epoch()).isEqualTo(epoch);
        scenario.end();
    }

    @Test
    @Tag("S50")
    @Tag("E6")
    void s50_ifItsAddressRefusesOneMemberAsWellTheOthersSayThatTheyHearIt() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String alone = scenario.nextInLine();
        long epoch = scenario.epoch();
        Jam<Message.PreVoted> answers = scenario.watch(Message.PreVoted.class, "*", alone);
        Jam<Command.ClaimEpoch> claims = scenario.watch(Command.ClaimEpoch.class, "*", "*");

        scenario.process(leader).pause(1_800);
        scenario.cluster.links.refuse(new NodeId(leader), 1_000);
        scenario.cluster.links.reset(scenario.process(leader), scenario.process(alone));
        scenario.until("it goes on", () -> !scenario.process(leader).isPaused());
        scenario.pass(3_000);

        assertThat(answers.seen()).isNotEmpty().allMatch(Message.PreVoted::hears);
        assertThat(claims.isEmpty()).isTrue();
        assertThat(scenario.epoch()).isEqualTo(epoch);
        scenario.end();
    }

    @Test
    @Tag("S51")
    @Tag("E1")
    @Tag("E6")
    void s51_ofTwoWhoHaveLostTheLeaderAtOnceTheEpochWriteLetsOneWinAndTheOtherJoins() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        List<String> others = scenario.followers();
        long epoch = scenario.epoch();
        scenario.process(old).zooKeeper.outlives(60_000);
        Jam<Command.ClaimEpoch> claims = scenario.hold(Command.ClaimEpoch.class, "*", "*");
        Jam<Event.EpochClaimed> won = scenario.watch(Event.EpochClaimed.class, "*", "*");

        scenario.node(old).kill("script");
        scenario.until("both claim", () -> claims.seen().size() == 2);
        claims.release();
        String leader = scenario.leader();
        String loser = others.get(0).equals(leader) ? others.get(1) : others.get(0);
        scenario.until("the loser follows", () -> scenario.role(loser) == Role.FOLLOWER);

        assertThat(won.seen()).hasSize(1);
        assertThat(scenario.epoch()).isEqualTo(epoch + 1);
        scenario.end();
    }

    /** Its claim would be written, and answer a node that has promised the first's epoch meanwhile: an epoch that nobody leads. */
    @Test
    @Tag("S51")
    @Tag("E1")
    @Tag("E3")
    void s51_whoReadsThatTheNextEpochIsClaimedDoesNotClaimOverIt() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String first = scenario.followers().get(0);
        String second = scenario.followers().get(1);
        long epoch = scenario.epoch();
        scenario.process(old).zooKeeper.outlives(60_000);
        Jam<Command.ReadCluster> reads = scenario.hold(Command.ReadCluster.class, second, "*");
        Jam<Event.EpochClaimed> won = scenario.watch(Event.EpochClaimed.class, "*", "*");
        Jam<Message.Promise> promises = scenario.hold(Message.Promise.class, "*", second);

        scenario.node(old).kill("script");
        scenario.await(reads, "the second has lost the leader, too");
        scenario.await(won, "the first claims");
        reads.release();
        scenario.pass(100);
        promises.release();
        scenario.until("the second follows", () -> scenario.role(second) == Role.FOLLOWER);

        assertThat(won.seen()).hasSize(1);
        assertThat(scenario.epoch()).isEqualTo(epoch + 1);
        assertThat(scenario.leader()).isEqualTo(first);
        scenario.end();
    }

    @Test
    @Tag("S52")
    @Tag("E4")
    void s52_aMemberThatTheStoredViewHasLostJoinsInsteadOfClaiming() {
        Scenario scenario = Scenario.of(2).start();
        String leader = scenario.leader();
        String cutOff = scenario.followers().get(0);
        long epoch = scenario.epoch();
        Jam<Message.ViewChanged> told = scenario.lose(Message.ViewChanged.class, leader, cutOff);
        Jam<Message.Lease> leases = scenario.lose(Message.Lease.class, leader, cutOff);
        scenario.lose(Message.Probe.class, leader, cutOff);
        scenario.lose(Message.Replicate.class, leader, cutOff);
        scenario.cut(cutOff, leader);
        scenario.until("it is cut off", () -> scenario.inSync() == 1);
        assertThat(scenario.role(cutOff)).as("it does not know").isIn(Role.FOLLOWER, Role.SUSPENDED);

        scenario.mend(cutOff, leader);
        scenario.cluster.links.reset(scenario.process(leader), 200);
        scenario.until("it has learned of it", () -> scenario.role(cutOff) == Role.OBSERVER);
        assertThat(scenario.epoch()).isEqualTo(epoch);
        assertThat(leases.isEmpty() && told.isEmpty()).isFalse();
        scenario.cluster.jams.end();
        scenario.until("it is in-sync again", () -> scenario.inSync() == 2);
        assertThat(scenario.epoch()).isEqualTo(epoch);
        scenario.end();
    }

    @Test
    @Tag("S53")
    @Tag("F3")
    void s53_theTasksOfAKilledNodesPartitionsRunElsewhereBeforeTheGroupsSessionEnds() {
        Scenario scenario = Scenario.of(3).start();
        String killed = scenario.lastInLine();
        scenario.move(0, killed);
        scenario.process(killed).zooKeeper.outlives(60_000);
        long killedMs = scenario.cluster.heap.now();

        scenario.node(killed).kill("script");
        Id128 task = scenario.submit(0);
        scenario.until("it runs elsewhere", () -> !scenario.runs(task).isEmpty());

        assertThat(scenario.cluster.heap.now() - killedMs).isLessThan(SimPlan.GROUP_SESSION_MS / 2);
        assertThat(scenario.inSync()).isEqualTo(2);
        scenario.untilCommitted(0);
        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S53")
    @Tag("F3")
    void s53_soDoThoseOfAKilledLeader() {
        Scenario scenario = Scenario.of(3).start();
        String killed = scenario.leader();
        scenario.move(0, killed);
        scenario.process(killed).zooKeeper.outlives(60_000);
        long killedMs = scenario.cluster.heap.now();

        scenario.node(killed).kill("script");
        Id128 task = scenario.submit(0);
        scenario.until("it runs elsewhere", () -> !scenario.runs(task).isEmpty());

        assertThat(scenario.cluster.heap.now() - killedMs).isLessThan(SimPlan.GROUP_SESSION_MS / 2);
        scenario.untilCommitted(0);
        scenario.assertRanOnce(task);
        scenario.end();
    }

    @Test
    @Tag("S54")
    @Tag("C2")
    @Tag("F1")
    void s54_aWorkerThatWasRemovedAndIsAliveLosesItsPartitionsAndJoinsAgain() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String victim = scenario.lastInLine();
        String name = victim;
        scenario.move(0, victim);
        Id128 running = scenario.submit(0, 3_000);
        scenario.untilRunning(running);
        Jam<Command.RemoveFromGroups> removed = scenario.watch(Command.RemoveFromGroups.class, leader, "*")
                .where(r -> r.node().name().equals(name));
        Jam<Event.PartitionsLost> lost = scenario.watch(Event.PartitionsLost.class, "*", victim);

        scenario.cluster.links.reset(scenario.process(victim), 100);
        scenario.await(removed, "the leader removes it");
        scenario.await(lost, "it loses its partitions");
        assertThat(scenario.process(victim).isAlive()).isTrue();
        Id128 next = scenario.submit(0);
        scenario.untilCommitted(0);
        scenario.until("it is in-sync again", () -> scenario.inSync() == 3);
        scenario.until(
                "it has partitions again",
                () -> scenario.owner(0).equals(name) || scenario.owner(1).equals(name));

        assertThat(scenario.stateAt(leader, running)).isIn(null, TaskState.EXECUTED, TaskState.COMMITTED);
        scenario.assertRanOnce(running, next);
        scenario.assertNeverChecked(running, next);
        scenario.end();
    }
}

package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.core.Command;
import io.ballot.core.NodeMachine;
import io.ballot.core.NodeStatus;
import io.ballot.core.QueuePolicy;
import io.ballot.core.member.Role;
import io.ballot.core.work.WorkStatus;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Position;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every invariant fails when what it forbids happens: without a rule, or told of it. */
final class InvariantsBiteTest {

    private static final long SEEDS = 300;
    private static final Id128 ID = new Id128(1, 2);
    private static final Life ASKER = new Life(new NodeId("n1"), ID, ID);

    @ParameterizedTest(name = "{1} fails without {0}")
    @CsvSource({
        "R2.insync,  I2",
        "R3.guard,   I4",
        "R3.clean,   I6",
        "R4.ceiling, I7",
        "R4.floor,   I7",
        "R5.horizon, I8",
        "R6.failed,  I10",
        "R11.side,   I10"
    })
    void aMissingRuleBreaksJustThis(String rule, String invariant) {
        AblatedWorld world = new AblatedWorld(Ablations.named(rule).get(0).cuts());

        String violation = "";
        for (long seed = 1; seed <= SEEDS && !violation.startsWith(invariant + ":"); seed++) {
            violation = world.violationOf(seed);
        }

        assertThat(violation).startsWith(invariant + ":");
    }

    private final SimCluster cluster = new SimCluster(1, NodeMachine::new);

    private SimProcess started(String name) {
        SimNode node = cluster.node(new NodeId(name));
        node.start();
        return node.process();
    }

    @Test
    void aPromiseThatGoesBackIsNoticed() {
        SimProcess process = started("n1");
        OneLeaderAnEpoch invariant = new OneLeaderAnEpoch(cluster, new Reigns(cluster));
        invariant.promises(process, 7);
        invariant.promises(process, 7);

        assertThatThrownBy(() -> invariant.promises(process, 6))
                .hasMessageStartingWith("I4:")
                .hasMessageContaining("after 7");
    }

    @Test
    void aSecondLeaderOfAnEpochIsNoticed() {
        SimProcess process = started("n1");
        OneLeaderAnEpoch invariant = new OneLeaderAnEpoch(cluster, new Reigns(cluster));
        Envelope envelope = new Envelope("sim", 0, 3, process.life, new Message.Promise(Position.NONE));

        assertThatThrownBy(() -> invariant.onSend(process, new NodeId("n2"), envelope))
                .hasMessageStartingWith("I4:")
                .hasMessageContaining("nobody's");
    }

    @Test
    void twoMemoriesOfOnePlaceThatAreNotAlikeAreNoticed() {
        OnePlaceOneMemory invariant = new OnePlaceOneMemory(cluster);
        Position place = new Position(3, 9);
        invariant.compare(started("n1"), place, new TreeMap<>(Map.of("entry of a", "GRANTED", "bits 1/4", "f")));

        assertThatThrownBy(() -> invariant.compare(started("n2"), place, new TreeMap<>(Map.of("bits 1/4", "f"))))
                .hasMessageStartingWith("I16:")
                .hasMessageContaining("had {entry of a=GRANTED}");
    }

    @Test
    void aStartUnderAClaimThatItsNoClosedIsNoticed() {
        SimProcess leader = started("n1");
        SimProcess holder = started("n2");
        NoBinds invariant = new NoBinds(cluster);
        QueuePartition partition = cluster.kafka.logs().iterator().next().partition;
        invariant.voted(holder.life, new Claim(4, partition, new long[] {9}, TaskIds.of(ID), new byte[1]));
        Command start = new Command.Start(
                partition, 4, new long[] {9}, TaskIds.of(ID), new long[] {1L << 40 | 5}, new int[] {1});
        invariant.onCommand(holder, start);

        Message ask = new Message.EvidenceAsk(1, TaskIds.of(ID));
        invariant.onSend(leader, holder.name(), new Envelope("sim", 0, 1, leader.life, ask));
        Message no = new Message.Evidence(1, new byte[1], new byte[1]);
        invariant.onSend(holder, leader.name(), new Envelope("sim", 0, 1, holder.life, no));

        assertThatThrownBy(() -> invariant.onCommand(holder, start)).hasMessageStartingWith("I9:");
    }

    private static FilterOnlyGains.Image image(int number, Map<Integer, long[]> generations) {
        return new FilterOnlyGains.Image(number, Role.FOLLOWER, generations);
    }

    @Test
    void aClearedBitIsNoticed() {
        SimProcess process = started("n1");
        FilterOnlyGains invariant = new FilterOnlyGains(cluster);
        FilterOnlyGains.Image before = image(1, Map.of(0, new long[] {0b01}, 1, new long[] {0, 0b110}));
        invariant.compare(process, before, image(3, Map.of(2, new long[] {0b01, 0b111})), false);

        assertThatThrownBy(() ->
                        invariant.compare(process, before, image(1, Map.of(1, new long[] {0b01, 0b100})), false))
                .hasMessageStartingWith("I13:")
                .hasMessageContaining("word 1");
        assertThatThrownBy(() -> invariant.compare(process, before, image(2, Map.of(1, new long[] {0, 0b110})), false))
                .hasMessageStartingWith("I13:")
                .hasMessageContaining("word 0");
    }

    @Test
    void aRotationThatDropsTheYoungerGenerationIsNoticed() {
        SimProcess process = started("n1");
        FilterOnlyGains invariant = new FilterOnlyGains(cluster);
        FilterOnlyGains.Image before = image(1, Map.of(0, new long[] {0b01}, 1, new long[] {0b10}));
        invariant.compare(process, before, image(2, Map.of(1, new long[] {0b10})), true);

        assertThatThrownBy(() -> invariant.compare(process, before, image(2, Map.of(0, new long[] {0b01})), true))
                .hasMessageStartingWith("I13:");
    }

    @Test
    void aRunOfWhatSomebodyRememberedWhenItWasGrantedIsNoticed() {
        Scenario scenario = Scenario.of(2, 1, QueuePolicy.Check.RERUN, new FilterParams(2_000, 1e-4))
                .start();
        AgainOnlyForAReason invariant = new AgainOnlyForAReason(scenario.cluster, new Memory(scenario.cluster));
        SimProcess leader = scenario.process(scenario.leader());
        QueuePartition partition = scenario.log(0).partition;
        Id128 id = scenario.anId();
        invariant.onCommand(leader, granted(leader, partition, id, 7));
        remembered(scenario, id);
        invariant.onCommand(leader, granted(leader, partition, id, 8));
        long now = scenario.cluster.heap.now();

        invariant.onRunStarted(new Run(id, partition, 9, 7, 1, leader.life, now)); // who came back came too late

        assertThatThrownBy(() -> invariant.onRunStarted(new Run(id, partition, 9, 8, 1, leader.life, now)))
                .hasMessageStartingWith("I14:");
    }

    @Test
    void aRunOfWhatSomebodyRememberedWhenItWasAskedAboutIsNoticed() {
        Scenario scenario = Scenario.of(2, 1, QueuePolicy.Check.RERUN, new FilterParams(2_000, 1e-4))
                .start();
        AgainOnlyForAReason invariant = new AgainOnlyForAReason(scenario.cluster, new Memory(scenario.cluster));
        QueuePartition partition = scenario.log(0).partition;
        Id128 id = scenario.anId();
        remembered(scenario, id);
        asked(invariant, scenario, id, 1);
        String ran = scenario.runs(id).get(0).life.node().name();
        String other = ran.equals("n1") ? "n2" : "n1";
        says(invariant, scenario.process(ran), new Message.Goodbye(""));
        scenario.crash(other);
        scenario.node(other).start();
        scenario.until("it could be asked again", () -> Cast.hasLease(scenario, other));
        assertThat(remembers(scenario, other, id)).isTrue();
        SimProcess leader = scenario.process(scenario.leader());
        long now = scenario.cluster.heap.now();

        invariant.onCommand(leader, granted(leader, partition, id, 7));
        invariant.onRunStarted(new Run(id, partition, 9, 7, 1, leader.life, now)); // it began after the question
        asked(invariant, scenario, id, 1); // the same question, once more
        invariant.onCommand(leader, granted(leader, partition, id, 8));
        invariant.onRunStarted(new Run(id, partition, 9, 8, 1, leader.life, now));

        asked(invariant, scenario, id, 2);
        invariant.onCommand(leader, granted(leader, partition, id, 9));
        assertThatThrownBy(() -> invariant.onRunStarted(new Run(id, partition, 9, 9, 1, leader.life, now)))
                .hasMessageStartingWith("I14:");
    }

    /** Submits it until the leader knows it by its final outcome. */
    private static void remembered(Scenario scenario, Id128 id) {
        scenario.submitAgain(id, 0);
        scenario.until("its outcome has left the ledger", () -> remembers(scenario, scenario.leader(), id));
    }

    private static boolean remembers(Scenario scenario, String node, Id128 id) {
        return scenario.machine(node).registry().recentOutcome(id.hi(), id.lo()).isFinal();
    }

    private static void asked(AgainOnlyForAReason invariant, Scenario scenario, Id128 id, long round) {
        says(invariant, scenario.process("n1"), new Message.EvidenceAsk(round, TaskIds.of(id)));
    }

    private static void says(AgainOnlyForAReason invariant, SimProcess process, Message message) {
        invariant.onSend(process, new NodeId("n2"), new Envelope("sim", 0, 0, ASKER, message));
    }

    private static Command granted(SimProcess to, QueuePartition partition, Id128 id, long token) {
        Claim claim = new Claim(token, partition, new long[] {9}, TaskIds.of(id), new byte[1]);
        return new Command.Journal(
                1,
                new JournalRecord.Entries(List.of(new Entry.Grants(
                        to.life, claim, new long[] {token}, new byte[1], new byte[] {1}, new byte[1]))));
    }

    private NodeStatus status(int openReports, WorkStatus.Doubt... doubts) {
        WorkStatus work = new WorkStatus(new TreeMap<>(), List.of(doubts), List.of(), openReports, null);
        return new NodeStatus(
                Role.FOLLOWER, 1, null, null, 100, 0, true, List.of(), new TreeSet<>(), 0, List.of(), work, null);
    }

    @Test
    void aQueueBeyondItsBoundIsNoticed() {
        SimProcess process = started("n1");
        QueuesAreBounded invariant = new QueuesAreBounded(cluster);
        invariant.look(process, status(0));

        assertThatThrownBy(() -> invariant.look(process, status(1_000_000))).hasMessageStartingWith("I12:");
    }

    @Test
    void aDoubtThatIsNotDecidedIsNoticed() {
        SimProcess process = started("n1");
        DoubtsAreDecided invariant = new DoubtsAreDecided(cluster);
        QueuePartition partition = cluster.kafka.logs().iterator().next().partition;
        NodeStatus doubtful = status(0, new WorkStatus.Doubt(ID, partition, 3, "DOUBT", "FILTER", 5));
        invariant.look(process, doubtful);
        run(30_000);
        invariant.look(process, doubtful);
        run(60_000);

        assertThatThrownBy(() -> invariant.look(process, doubtful)).hasMessageStartingWith("I12:");
    }

    private void run(long toMs) {
        cluster.heap.at(toMs, () -> {});
        while (cluster.heap.step(toMs)) {
            // virtual time passes
        }
    }
}

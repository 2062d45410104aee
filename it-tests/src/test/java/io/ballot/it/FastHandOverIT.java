package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that is killed need not be missed for a session timeout: its operating system has said that it is gone.
 *
 * <p>The sessions are set far longer than all that is waited for here. How long it takes is printed; with
 * {@code -Dballot.handover.rounds=20} for so many kills, median and worst.
 */
@Tag("E1")
@Tag("F3")
class FastHandOverIT {

    private static final Duration SESSION = Duration.ofSeconds(40);
    private static final int ROUNDS = Integer.getInteger("ballot.handover.rounds", 1);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private static Map<String, String> settings(String groupProtocol) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("zookeeper.session.timeout.ms", Long.toString(SESSION.toMillis()));
        if (groupProtocol.equals("classic")) {
            settings.put("kafka.consumer.session.timeout.ms", Long.toString(SESSION.toMillis()));
        } else {
            settings.put("kafka.consumer.group.protocol", groupProtocol); // the broker's session is 45 s
        }
        return settings;
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aKilledLeaderIsSucceededAndItsPartitionsMoveLongBeforeAnySessionEnds(String groupProtocol) throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, settings(groupProtocol))) {
            cluster.addNodes(3);
            List<Duration> grants = new ArrayList<>();
            List<Duration> moves = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                killAndMeasure(cluster, cluster.leader(), "leader" + round, grants, moves);
            }
            report("leader, " + groupProtocol + ": next grant", grants);
            report("leader, " + groupProtocol + ": its partitions", moves);
            assertThat(grants).allSatisfy(time -> assertThat(time).isLessThan(SESSION.dividedBy(4)));
            assertThat(moves).allSatisfy(time -> assertThat(time).isLessThan(SESSION.dividedBy(2)));
            cluster.awaitAllCommitted();
            cluster.tasks().tally().assertNothingLostOrRepeated();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aKilledWorkersPartitionsMoveLongBeforeItsGroupsSessionEnds(String groupProtocol) throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, settings(groupProtocol))) {
            cluster.addNodes(3);
            long epoch = cluster.view().orElseThrow().epoch();
            List<Duration> grants = new ArrayList<>();
            List<Duration> moves = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                killAndMeasure(cluster, cluster.follower(), "worker" + round, grants, moves);
            }
            report("worker, " + groupProtocol + ": next grant", grants);
            report("worker, " + groupProtocol + ": its partitions", moves);
            assertThat(moves).allSatisfy(time -> assertThat(time).isLessThan(SESSION.dividedBy(2)));
            assertThat(cluster.view().orElseThrow().epoch()).isEqualTo(epoch);
            cluster.awaitAllCommitted();
            cluster.tasks().tally().assertNothingLostOrRepeated();
        }
    }

    /** From the leader's goodbye on: the wait before it, for what runs to end, costs nobody a grant. */
    @Test
    void aLeaderThatSaysGoodbyeIsSucceededWithoutAnyTimeout() throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, settings("classic"))) {
            cluster.addNodes(3);
            List<Duration> grants = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                String leader = cluster.leader();
                grants.add(stopAndMeasure(cluster, leader, "orderly" + round));
                cluster.addNode(leader);
                cluster.awaitInSync("n1", "n2", "n3");
                cluster.awaitOwners(3);
            }
            report("leader, orderly: goodbye to next grant", grants);
            assertThat(grants).allSatisfy(time -> assertThat(time).isLessThan(SESSION.dividedBy(4)));
            cluster.awaitAllCommitted();
            Tally tally = cluster.tasks().tally();
            tally.assertNothingLostOrRepeated();
            tally.assertNothingWasChecked();
        }
    }

    /** Tasks come all the time. When the goodbye was said is in its own line; the first effect is seen 2 ms late at the most. */
    private static Duration stopAndMeasure(TestCluster cluster, String leader, String prefix) throws Exception {
        long epoch = cluster.view().orElseThrow().epoch();
        NewLines log = new NewLines(cluster.node(leader).logFile());
        NewLines effects = cluster.tasks().effectsToCome();
        AtomicInteger polls = new AtomicInteger();
        FutureTask<Void> stopping = TestCluster.aside(leader + " stops", () -> cluster.stopOrderly(leader));
        cluster.patiently("a grant after " + leader + "'s goodbye")
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    int poll = polls.getAndIncrement();
                    if (poll % 4 == 0) {
                        cluster.tasks().submitTo(poll / 4 % Tasks.PARTITIONS, prefix + "-" + poll, Script.taking(1));
                    }
                    return effects.read().stream().map(Effect::parse).anyMatch(effect -> effect.token() >> 40 > epoch);
                });
        Instant granted = Instant.now();
        stopping.get();
        Instant goodbye = log.read().stream()
                .filter(line -> line.contains("stop: goodbye"))
                .map(line -> Instant.parse(line.substring(0, line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
        return Duration.between(goodbye, granted);
    }

    /** One task to each partition after the kill; then the node is started again, for the next round. */
    private static void killAndMeasure(
            TestCluster cluster, String victim, String prefix, List<Duration> grants, List<Duration> moves)
            throws Exception {
        Map<Integer, String> owners = cluster.tasks().owners();
        assertThat(owners).containsValue(victim);
        long killed = System.nanoTime();
        cluster.kill(victim);
        for (int partition = 0; partition < Tasks.PARTITIONS; partition++) {
            cluster.tasks().submitTo(partition, prefix + "-" + partition, Script.taking(1));
        }
        Map<Integer, Duration> began = new TreeMap<>();
        cluster.patiently("all tasks of " + prefix)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    Duration now = Duration.ofNanos(System.nanoTime() - killed);
                    for (Effect effect : cluster.tasks().effects()) {
                        if (effect.kind() == Effect.Kind.START && effect.task().startsWith(prefix + "-")) {
                            began.putIfAbsent(Integer.valueOf(effect.task().substring(prefix.length() + 1)), now);
                        }
                    }
                    return began.size() == Tasks.PARTITIONS;
                });
        began.forEach((partition, time) -> (owners.get(partition).equals(victim) ? moves : grants).add(time));
        cluster.addNode(victim);
        cluster.awaitInSync("n1", "n2", "n3");
        cluster.awaitOwners(3);
    }

    private static void report(String what, List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        System.out.printf(
                "  %s: median %d ms, worst %d ms of %d%n",
                what,
                sorted.get(sorted.size() / 2).toMillis(),
                sorted.get(sorted.size() - 1).toMillis(),
                sorted.size());
    }
}

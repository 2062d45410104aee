package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partitions move while tasks of theirs run: the new owner waits for the outcome and commits it, nobody runs them again. */
@Tag("C2")
@Tag("C3")
@Tag("D1")
@Tag("D2")
@Tag("F1")
@Tag("F2")
class RebalanceIT {

    /** A busy machine is not to end a lease: that would be a reason for a check. */
    private static Map<String, String> longLease(String groupProtocol) {
        return Map.of("lease.ms", "60000", "kafka.consumer.group.protocol", groupProtocol);
    }

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aTaskThatRunsAcrossARebalanceIsCommittedByTheNewOwner(String groupProtocol) throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, longLease(groupProtocol))) {
            cluster.addNodes(2);
            for (int partition = 0; partition < Tasks.PARTITIONS; partition++) {
                cluster.tasks().submitTo(partition, "slow-" + partition, Script.waitingAtTheGate());
            }
            cluster.patiently("the slow tasks run").until(() -> cluster.tasks().count(Effect.Kind.START) == 4);
            SortedMap<Integer, String> before = cluster.tasks().owners();

            cluster.addNode("n3");
            cluster.awaitOwners(3);

            SortedMap<Integer, String> after = cluster.tasks().owners();
            List<Integer> moved = before.keySet().stream()
                    .filter(partition -> !before.get(partition).equals(after.get(partition)))
                    .toList();
            assertThat(moved).as("partitions that moved").isNotEmpty();
            assertThat(cluster.tasks().committed().values()).containsOnly(0L);
            cluster.tasks().submit("quick", 100, Script.taking(5));
            cluster.awaitEnds(100);
            assertThat(cluster.tasks().count(Effect.Kind.START)).isEqualTo(104);
            cluster.tasks().openGate();
            cluster.awaitAllCommitted();
            assertThat(cluster.tasks().owners()).isEqualTo(after);
            Tally tally = cluster.tasks().tally();
            tally.assertNothingLostOrRepeated();
            tally.assertNothingWasChecked();
        }
    }

    private static List<Integer> partitionsOf(String node, TestCluster cluster) throws Exception {
        SortedMap<Integer, String> owners = cluster.tasks().owners();
        return owners.keySet().stream()
                .filter(partition -> owners.get(partition).equals(node))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void whatRanOnANodeThatKafkaGaveUpReachesTheNewOwnerThroughTheLeader(String groupProtocol) throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, longLease(groupProtocol))) {
            cluster.addNodes(3);
            String sleeper = cluster.follower();
            for (int partition : partitionsOf(sleeper, cluster)) {
                cluster.tasks().submitTo(partition, "slow-" + partition, Script.waitingAtTheGate());
            }
            cluster.awaitRunningOn(sleeper);

            cluster.node(sleeper).pause();

            cluster.feedUntil(
                    "its partitions are elsewhere",
                    () -> cluster.tasks().owners().size() == Tasks.PARTITIONS
                            && !cluster.tasks().owners().containsValue(sleeper));
            assertThat(cluster.tasks().openOn(cluster.node(sleeper).pid()))
                    .as("tasks that the paused node has begun")
                    .isNotEmpty();
            cluster.tasks().openGate();
            cluster.node(sleeper).resume();
            cluster.awaitAllCommitted();
            cluster.patiently(sleeper + " is back")
                    .until(() -> cluster.view().orElseThrow().inSync().size() == 3);
            long ended = cluster.tasks().countEndsOn(cluster.node(sleeper).pid());
            cluster.feedUntil(
                    sleeper + " works again",
                    () -> cluster.tasks().countEndsOn(cluster.node(sleeper).pid()) > ended + 20);
            cluster.awaitAllCommitted();
            Tally tally = cluster.tasks().tally();
            tally.assertNothingLostOrRepeated();
            tally.assertNothingWasChecked();
        }
    }
}

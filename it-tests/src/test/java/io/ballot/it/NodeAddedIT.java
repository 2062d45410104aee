package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A node is added to a cluster at work: partitions move to it, and nothing is doubtful for long enough to be checked. */
@Tag("D4")
@Tag("D6")
@Tag("E2")
@Tag("E7")
@Tag("V1")
class NodeAddedIT {

    /** A busy machine is not to end a lease: that would be a reason for a check. */
    private static final Map<String, String> LONG_LEASE = Map.of("lease.ms", "60000");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void itTakesItsShareAndNoCheckIsAsked() throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, LONG_LEASE)) {
            cluster.addNodes(2);
            cluster.feed();
            cluster.awaitEnds(50);

            cluster.whileWorking("n3 joins", () -> cluster.addNode("n3"));

            long added = cluster.node("n3").pid();
            cluster.feedUntil("n3 works", () -> cluster.tasks().countEndsOn(added) >= 50);
            cluster.awaitOwners(3);
            assertThat(cluster.view().orElseThrow().inSync()).hasSize(3);
            cluster.patiently("the leader knows who consumes what")
                    .untilAsserted(() -> assertThat(consumersByTheLeader(cluster))
                            .isEqualTo(cluster.tasks().owners()));
            cluster.awaitAllCommitted();
            Tally tally = cluster.tasks().tally();
            tally.assertNothingLostOrRepeated();
            tally.assertNothingWasChecked();
            assertThat(cluster.counter("checks")).isZero();
            assertThat(cluster.counter("executed")).isEqualTo(tally.executed().size());
        }
    }

    private static SortedMap<Integer, String> consumersByTheLeader(TestCluster cluster) throws Exception {
        SortedMap<Integer, String> consumers = new TreeMap<>();
        AdminHttp.status(cluster.node(cluster.leader()))
                .path("reign")
                .path("consumers")
                .properties()
                .forEach(node -> node.getValue()
                        .forEach(partition -> consumers.put(
                                Integer.parseInt(partition.asText().replace(Tasks.QUEUE + "/", "")), node.getKey())));
        return consumers;
    }
}

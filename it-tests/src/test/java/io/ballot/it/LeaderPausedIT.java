package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.standalone.NodeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A leader that says nothing for a while: its followers stop starting tasks, and go on when it is back or another leads. */
class LeaderPausedIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    /** @param sessionMs of ZooKeeper and of Kafka */
    private TestCluster cluster(long sessionMs, int nodes) throws Exception {
        Map<String, String> settings = new TreeMap<>(Map.of("lease.ms", "60000"));
        settings.put("zookeeper.session.timeout.ms", Long.toString(sessionMs));
        settings.put("kafka.consumer.session.timeout.ms", Long.toString(sessionMs));
        TestCluster cluster = TestCluster.start(directory, settings);
        cluster.addNodes(nodes);
        return cluster;
    }

    private static void work(TestCluster cluster, NodeProcess on) {
        cluster.tasks().submit("t", 1600, Script.taking(50));
        cluster.awaitRunningOn(on.name());
    }

    private static void awaitRole(TestCluster cluster, NodeProcess node, String role) {
        cluster.patiently(node.name() + " is " + role)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> AdminHttp.status(node).path("role").asText().equals(role));
    }

    @Test
    @Tag("F1")
    @Tag("F2")
    void aFollowerThatHearsNothingStartsNothingAndGoesOnWhenTheLeaderAnswers() throws Exception {
        try (TestCluster cluster = cluster(10_000, 2)) {
            NodeProcess leader = cluster.node(cluster.leader());
            NodeProcess follower = cluster.node(cluster.follower());
            long epoch = cluster.view().orElseThrow().epoch();
            work(cluster, follower);

            leader.pause();
            awaitRole(cluster, follower, "SUSPENDED");
            cluster.patiently("what was started before ends")
                    .until(() -> cluster.tasks().openOn(follower.pid()).isEmpty());
            long starts = cluster.tasks().count(Effect.Kind.START);
            assertThat(AdminHttp.status(follower).path("consuming").asBoolean()).isFalse();
            cluster.patiently("nothing starts for a second")
                    .during(Duration.ofSeconds(1))
                    .until(() -> cluster.tasks().count(Effect.Kind.START) == starts);
            assertThat(AdminHttp.status(follower).path("role").asText()).isEqualTo("SUSPENDED");
            leader.resume();

            awaitRole(cluster, follower, "FOLLOWER");
            cluster.awaitAllCommitted();
            assertThat(cluster.view().orElseThrow().epoch()).isEqualTo(epoch);
            Tally tally = cluster.tasks().tally();
            tally.assertNothingLostOrRepeated();
            tally.assertNothingWasChecked();
        }
    }

    @Test
    @Tag("E3")
    @Tag("E6")
    @Tag("F1")
    void aLeaderThatSleptThroughItsSessionComesBackAsAFollowerOfTheNextOne() throws Exception {
        try (TestCluster cluster = cluster(4_000, 3)) {
            NodeProcess sleeper = cluster.node(cluster.leader());
            long epoch = cluster.view().orElseThrow().epoch();
            work(cluster, sleeper);

            sleeper.pause();
            cluster.patiently("another leads")
                    .until(() -> cluster.view().orElseThrow().epoch() > epoch);
            sleeper.resume();

            awaitRole(cluster, sleeper, "FOLLOWER");
            cluster.awaitAllCommitted();
            cluster.awaitInSync("n1", "n2", "n3");
            assertThat(cluster.leader()).isNotEqualTo(sleeper.name());
            Tally tally = cluster.tasks().tally();
            tally.assertNothingLostOrRepeated();
            tally.assertNothingWasChecked();
        }
    }
}

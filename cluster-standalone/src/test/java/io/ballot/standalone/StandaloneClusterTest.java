package io.ballot.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes come and go as processes; whatever happens to one, the others and the record of who lives stay right. */
@Tag("U1")
class StandaloneClusterTest {
    @TempDir
    Path directory;

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void stopsTheLeaderLastAndLeavesNothingRunning() throws Exception {
        StandaloneCluster cluster = builder().start();
        cluster.addNodes(3);
        List<NodeProcess> nodes = cluster.nodes();
        ServersProcess servers = cluster.servers();
        assertThat(clusterProperties())
                .containsEntry("nodes", "n1,n2,n3")
                .containsEntry("zookeeper.connect", servers.zooKeeperConnect())
                .containsEntry("kafka.bootstrap.servers", servers.kafkaBootstrapServers())
                .containsEntry("cluster.name", "trial")
                .containsEntry("pid", Long.toString(ProcessHandle.current().pid()))
                .containsEntry("node.n3.pid", Long.toString(nodes.get(2).pid()))
                .containsEntry("node.n3.admin", nodes.get(2).admin().toString());

        cluster.close();

        assertThat(lives()).endsWith("n1 ends", "n3 ends", "n2 ends");
        assertThat(nodes).noneMatch(NodeProcess::isAlive);
        assertThat(servers.isAlive()).isFalse();
        assertThat(directory.resolve(ClusterFile.NAME)).doesNotExist();
    }

    @Test
    void reportsANodeThatIsKilledFromOutsideAndGoesOn() throws Exception {
        try (StandaloneCluster cluster = builder().start()) {
            cluster.addNodes(2);
            NodeProcess victim = cluster.node("n1");

            ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                assertThat(told).anyMatch(line -> line.startsWith("n1 ended by itself with exit code 137 (SIGKILL)"));
                assertThat(clusterProperties()).containsEntry("nodes", "n2");
            });
            assertThat(cluster.node("n2").isAlive()).isTrue();

            NodeProcess again = cluster.addNode("n1");
            assertThat(again.admin()).isEqualTo(victim.admin());
            assertThat(again.data()).isEqualTo(victim.data());
            assertThat(clusterProperties()).containsEntry("nodes", "n1,n2");
        }
    }

    @Test
    void isSilentAboutANodeThatItKillsItself() throws Exception {
        try (StandaloneCluster cluster = builder().start()) {
            cluster.addNode("n1");
            cluster.kill("n1");

            assertThat(cluster.node("n1").exitCode()).hasValue(137);
            assertThat(told).noneMatch(line -> line.contains("ended by itself"));
        }
    }

    @Test
    void saysWhyANodeDoesNotStart() throws Exception {
        try (StandaloneCluster cluster = builder().setting("fail", "2").start()) {
            assertThatThrownBy(() -> cluster.addNode("n1"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("n1 ended with exit code 2: the setting fail was given")
                    .hasMessageContaining("n1.log");
        }
    }

    @Test
    void refusesASecondStandaloneInTheSameDirectory() throws Exception {
        try (StandaloneCluster first = builder().start()) {
            assertThat(first.servers().isAlive()).isTrue();
            assertThatThrownBy(() -> builder().start())
                    .isInstanceOf(IOException.class)
                    .hasMessage("a standalone is running in " + directory + " already");
        }
    }

    private StandaloneClusterBuilder builder() {
        return StandaloneCluster.builder(directory)
                .nodeMainClass(StandInNode.class.getName())
                .setting("cluster.name", "trial")
                .report(told::add);
    }

    private Properties clusterProperties() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve(ClusterFile.NAME))) {
            properties.load(reader);
        }
        return properties;
    }

    private List<String> lives() throws IOException {
        return Files.readAllLines(directory.resolve("lives"));
    }
}

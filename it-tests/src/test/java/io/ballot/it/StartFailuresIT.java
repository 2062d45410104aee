package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballot.standalone.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node that cannot start says why in one line and exits 1, or 2 when the configuration is at fault; a stranger on its
 * port costs it one line in the log.
 */
@Tag("U1")
class StartFailuresIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path directory;

    private static TestCluster cluster;

    @BeforeAll
    static void startServersAndOneNode() throws Exception {
        cluster = TestCluster.start(directory.resolve("running"), Map.of());
        cluster.addNodes(1);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** What would start as a second node of the running cluster. */
    private static Map<String, String> good(String name) {
        Map<String, String> settings = new LinkedHashMap<>(NodeJvm.settings());
        settings.put("node.id", name);
        settings.put("data.dir", directory.resolve(name).resolve("data").toString());
        settings.put("zookeeper.connect", cluster.servers().zooKeeperConnect());
        settings.put("kafka.bootstrap.servers", cluster.servers().kafkaBootstrapServers());
        settings.put("transport.port", Integer.toString(FreePorts.next()));
        settings.put("admin.port", Integer.toString(FreePorts.next()));
        return settings;
    }

    private static NodeRun start(Map<String, String> settings) throws IOException {
        return NodeRun.start(directory.resolve(settings.get("node.id")), settings);
    }

    private static void assertRefused(Map<String, String> settings, int exitCode, String... because) throws Exception {
        try (NodeRun run = start(settings)) {
            assertRefused(run, settings.get("node.id"), exitCode, because);
        }
    }

    private static void assertRefused(NodeRun run, String name, int exitCode, String... because) throws Exception {
        assertThat(run.exitCode()).as("exit code, having said %s", run.stderr()).isEqualTo(exitCode);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr())
                .filteredOn(line -> line.startsWith("node " + name + " cannot start: "))
                .singleElement()
                .asString()
                .contains(because);
        assertNoStackTrace(run);
    }

    private static void assertNoStackTrace(NodeRun run) throws IOException {
        assertThat(run.stderr()).noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception in thread"));
    }

    @Test
    void aWrongConfigurationIsToldWithAllItsProblems() throws Exception {
        Map<String, String> settings = good("wrong");
        settings.put("lease.ms", "soon");
        settings.put("cutof.ms", "2000");
        settings.put("queue.tasks.check", "perhaps");
        settings.put("transport.port", "70000");
        try (NodeRun run = start(settings)) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.stdout()).isEmpty();
            String said = String.join("\n", run.stderr());
            assertThat(said)
                    .contains("lease.ms", "cutof.ms", "cutoff.ms", "queue.tasks.check", "transport.port", "--set");
            assertNoStackTrace(run);
        }
    }

    /** Both at once, since each waits some seconds for an answer. */
    @Test
    void aZooKeeperOrAKafkaThatDoesNotAnswerIsNamed() throws Exception {
        String nobody = "127.0.0.1:" + FreePorts.next();
        Map<String, String> noZooKeeper = good("no-zookeeper");
        noZooKeeper.put("zookeeper.connect", nobody);
        Map<String, String> noKafka = good("no-kafka");
        noKafka.put("kafka.bootstrap.servers", nobody);
        try (NodeRun zooKeeper = start(noZooKeeper);
                NodeRun kafka = start(noKafka)) {
            assertRefused(zooKeeper, "no-zookeeper", 1, "ZooKeeper", nobody);
            assertThat(zooKeeper.stderr()).as("no line for each attempt").hasSize(1);
            assertRefused(kafka, "no-kafka", 1, "Kafka", nobody);
        }
    }

    @Test
    void aTakenTransportPortIsNamed() throws Exception {
        Map<String, String> settings = good("port-taken");
        try (ServerSocket taken = new ServerSocket(FreePorts.next(), 1, InetAddress.getLoopbackAddress())) {
            settings.put("transport.port", Integer.toString(taken.getLocalPort()));
            assertRefused(settings, 1, "transport.port", Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aTakenAdminPortIsNamed() throws Exception {
        Map<String, String> settings = good("admin-taken");
        try (ServerSocket taken = new ServerSocket(FreePorts.next(), 1, InetAddress.getLoopbackAddress())) {
            settings.put("admin.port", Integer.toString(taken.getLocalPort()));
            assertRefused(settings, 1, "admin.port", Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aNameThatAnotherNodeHoldsIsRefused() throws Exception {
        Map<String, String> settings = good("n1");
        assertRefused(settings, 1, "n1");
        assertThat(cluster.node("n1").isAlive()).isTrue();
    }

    @Test
    void aDataDirectoryThatAnotherNodeUsesIsRefused() throws Exception {
        Map<String, String> settings = good("data-taken");
        settings.put("data.dir", cluster.node("n1").data().toString());
        assertRefused(settings, 1, cluster.node("n1").data().toString());
    }

    @Test
    void aWorkerClassThatDoesNotLoadIsNamed() throws Exception {
        Map<String, String> settings = good("no-class");
        settings.put("queue.tasks.class", "com.example.NoWorker");
        assertRefused(settings, 1, "queue.tasks.class", "com.example.NoWorker");
    }

    @Test
    void aMissingTopicIsNamedAndWhatWouldCreateIt() throws Exception {
        Map<String, String> settings = good("no-topic");
        settings.put("queue.tasks.topic", "taskss");
        assertRefused(settings, 1, "taskss", "queue.tasks.topic.create=true");
    }

    @Test
    void aStrangerOnTheTransportPortCostsOneLine() throws Exception {
        Path log = cluster.node("n1").logFile();
        long before = warnings(log);
        String[] address = cluster.node("n1").transport().split(":");
        try (Socket stranger = new Socket(address[0], Integer.parseInt(address[1]))) {
            stranger.setSoTimeout(20_000);
            stranger.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] refusal = stranger.getInputStream().readAllBytes();
            assertThat(new String(refusal, StandardCharsets.ISO_8859_1)).contains("the limit is 4096");
        }
        await().atMost(TestCluster.PATIENCE)
                .untilAsserted(() -> assertThat(warnings(log)).isEqualTo(before + 1));
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).noneMatch(line -> line.startsWith("\tat "));

        cluster.tasks().submit("after-the-stranger", 8, Script.taking(5));
        cluster.awaitAllCommitted();
        assertThat(warnings(log)).isEqualTo(before + 1);
    }

    private static long warnings(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .count();
    }
}

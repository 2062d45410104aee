package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers, origins and the whole list of problems; the single parts have tests of their own. */
class NodeConfigTest {

    @TempDir
    Path dir;

    @Test
    void aNodeStartsWithNothingGiven() {
        NodeConfig config = NodeConfig.of(Map.of());

        assertThat(config.clusterName()).isEqualTo("ballot");
        assertThat(config.nodeId()).endsWith("-7070");
        assertThat(config.queues()).isEmpty();
        assertThat(config.settings()).isEmpty();
        assertThat(config.warnings())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains("no queue");
    }

    @Test
    void aFlagBeatsTheEnvironmentThatBeatsTheFileThatBeatsTheDefault() throws Exception {
        Path file = file("heartbeat.ms=1001", "gather.ms=2001", "stall.ms=60001", "queues=");
        NodeConfig config = NodeConfig.load(
                file,
                Map.of("heartbeat.ms", "1003"),
                Map.of("BALLOT_HEARTBEAT_MS", "1002", "BALLOT_GATHER_MS", "2002", "BALLOT_CUTOFF_MS", "2500"));

        assertThat(config.lease().heartbeatMs()).isEqualTo(1003);
        assertThat(config.membership().gatherMs()).isEqualTo(2002);
        assertThat(config.flow().stallMs()).isEqualTo(60_001);
        assertThat(config.lease().leaseMs()).isEqualTo(10_000);
        assertThat(config.settings().get("heartbeat.ms").origin()).hasToString("--set heartbeat.ms");
        assertThat(config.settings().get("gather.ms").origin()).hasToString("environment BALLOT_GATHER_MS");
        assertThat(config.settings().get("stall.ms").origin()).hasToString(file + ":3");
    }

    @Test
    void allProblemsAreReportedAtOnceEachWithItsPlace() throws Exception {
        Path file = file(
                "haertbeat.ms=1000",
                "lease.ms=soon",
                "gather.ms=0",
                "queues=mails,Bad",
                "queue.mails.worker=shell",
                "queue.mials.topic=x",
                "kafka.enable.auto.commit=true");

        assertThatThrownBy(() -> NodeConfig.load(
                        file, Map.of("unclean", "maybe"), Map.of("BALLOT_ADMIN_PORT", "70710", "BALLOT_LEASEMS", "1")))
                .isInstanceOfSatisfying(ConfigException.class, e -> {
                    assertThat(e.problems())
                            .extracting(Problem::toString)
                            .containsExactly(
                                    file + ":1: haertbeat.ms: no such key; did you mean 'heartbeat.ms'?",
                                    file
                                            + ":2: lease.ms: 'soon': not a whole number; allowed: 100 to 3600000; default: 10000",
                                    file + ":3: gather.ms: '0': out of range; allowed: 10 to 600000; default: 2000",
                                    file
                                            + ":4: queues: 'Bad' cannot name a queue; allowed: a lower-case letter, then lower-case"
                                            + " letters, digits and '-'",
                                    file
                                            + ":5: queue.mails.worker: 'shell': no such choice; allowed: class, command, embedded",
                                    file
                                            + ":6: queue.mials.topic: the queue 'mials' is not declared; add it to queues or remove"
                                            + " the line; did you mean 'mails'?",
                                    file
                                            + ":7: kafka.enable.auto.commit: refused: Kafka would commit tasks that were not executed"
                                            + " yet; Ballot commits them itself, remove the line",
                                    "environment BALLOT_ADMIN_PORT: admin.port: '70710': out of range; allowed: 0 to 65535;"
                                            + " default: 7071",
                                    "--set unclean: unclean: 'maybe': no such choice; allowed: doubt, stall; default: doubt");
                    assertThat(e.warnings())
                            .extracting(Problem::toString)
                            .containsExactly(
                                    "environment BALLOT_LEASEMS: warning: ignored, no key has this name; did you mean"
                                            + " 'BALLOT_LEASE_MS'?");
                    assertThat(e.getMessage().lines()).hasSize(9);
                });
    }

    @Test
    void aMissingFileAndTheOtherLayersProblemsAreReportedTogether() {
        Path missing = dir.resolve("none.properties");

        assertThatThrownBy(() -> NodeConfig.load(missing, Map.of("no.key", "1"), Map.of()))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::toString)
                                .containsExactly(
                                        missing + ": no such file; name the right one with --config",
                                        "--set no.key: no.key: no such key; remove the line, or see docs/configuration.md for the"
                                                + " keys"));
    }

    @Test
    void aFileThatIsNotUtf8IsAProblem() throws Exception {
        Path file = dir.resolve("latin1.properties");
        Files.write(file, new byte[] {'a', '=', (byte) 0xe4});

        assertThatThrownBy(() -> NodeConfig.load(file, Map.of(), Map.of()))
                .hasMessageContaining("not UTF-8 text; save it as UTF-8");
    }

    @Test
    void relativePathsStartAtTheHomeThatTheEnvironmentNames() {
        NodeConfig config = NodeConfig.load(null, Map.of(), Map.of("BALLOT_HOME", "/srv/ballot"));

        assertThat(config.identity().dataDir()).isEqualTo(Path.of("/srv/ballot/var/data"));
    }

    @Test
    void queuesKeepTheOrderOfTheirDeclaration() {
        NodeConfig config = NodeConfig.of(Map.of(
                "cluster.name", "demo",
                "queues", "zebra, ant",
                "queue.zebra.worker", "embedded",
                "queue.ant.worker", "embedded"));

        assertThat(List.copyOf(config.queues().keySet())).containsExactly("zebra", "ant");
        assertThat(config.queueOrThrow("ant").topic().name()).isEqualTo("ant");
        assertThatThrownBy(() -> config.queueOrThrow("bee"))
                .hasMessageContaining("bee")
                .hasMessageContaining("zebra");
    }

    @Test
    void nothingSecretStandsInTheTextOfAConfiguration() {
        NodeConfig config = NodeConfig.of(Map.of(
                "kafka.sasl.jaas.config", "hunter2",
                "kafka.ssl.truststore.password", "hunter2",
                "zookeeper.ssl.keyStore.password", "hunter2"));

        assertThat(config.kafka().consumer()).containsEntry("sasl.jaas.config", "hunter2");
        assertThat(config.toString()).doesNotContain("hunter2").contains("[hidden]");
    }

    private Path file(String... lines) throws Exception {
        return Files.write(dir.resolve("node.properties"), List.of(lines));
    }
}

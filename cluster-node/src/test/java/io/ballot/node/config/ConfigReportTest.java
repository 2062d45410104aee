package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReportTest {

    @TempDir
    Path dir;

    @Test
    void aGoodConfigurationIsOneLine() throws Exception {
        Path file = file("queues=mails", "queue.mails.worker=command", "queue.mails.command=cat", "node.id=n1");

        assertThat(ConfigReport.check(file, Map.of(), Map.of()))
                .isEqualTo(
                        new ConfigReport.Outcome(0, "ok: " + file + ", node n1 of cluster ballot, queues mails\n", ""));
    }

    @Test
    void warningsGoToStandardErrorAndDoNotFail() {
        ConfigReport.Outcome outcome = ConfigReport.check(null, Map.of("node.id", "n1"), Map.of());

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("ok: no file, node n1 of cluster ballot, no queues\n");
        assertThat(outcome.err())
                .startsWith("default: warning: queues: no queue is declared")
                .endsWith("\n");
    }

    @Test
    void allProblemsGoToStandardErrorInTheOrderOfTheirLinesWithExitCodeTwo() throws Exception {
        Path file = file("lease.ms=x", "kafka.auto.offset.reset=latest", "no.such=1");

        ConfigReport.Outcome outcome = ConfigReport.check(file, Map.of("queues", ""), Map.of());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(file + ":1: lease.ms: "),
                        line -> assertThat(line).startsWith(file + ":2: warning: kafka.auto.offset.reset: "),
                        line -> assertThat(line).startsWith(file + ":3: no.such: "),
                        line -> assertThat(line).startsWith("--set queues: warning: queues: "));
    }

    @Test
    void showListsEveryValueInForceWithItsOriginAndNoSecret() throws Exception {
        Path file = file(
                "queues=mails",
                "queue.mails.worker=command",
                "queue.mails.command=cat",
                "kafka.sasl.jaas.config=hunter2",
                "zookeeper.client.secure=true");

        ConfigReport.Outcome outcome =
                ConfigReport.show(file, Map.of("node.id", "n1"), Map.of("BALLOT_LEASE_MS", "20000"));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines().map(line -> line.replaceAll(" +# ", " # ")))
                .contains(
                        "cluster.name=ballot # default",
                        "node.id=n1 # --set node.id",
                        "lease.ms=20000 # environment BALLOT_LEASE_MS",
                        "transport.advertised.host=127.0.0.1 # default",
                        "filter.error.rate=1e-6 # default",
                        "queues=mails # " + file + ":1",
                        "queue.mails.topic=mails # default",
                        "queue.mails.command=cat # " + file + ":3",
                        "kafka.sasl.jaas.config=[hidden] # " + file + ":4",
                        "zookeeper.client.secure=true # " + file + ":5",
                        "kafka.consumer.session.timeout.ms=10000 # default",
                        "kafka.consumer.enable.auto.commit=false # fixed");
        assertThat(outcome.out()).doesNotContain("hunter2");
    }

    @Test
    void nodesAreComparedByWhatShouldBeTheSameOnAllOfThem() {
        NodeConfig one = Judged.config("node.id", "n1", "transport.port", "7070", "kafka.sasl.jaas.config", "a");
        NodeConfig two = Judged.config("node.id", "n2", "transport.port", "7170", "kafka.sasl.jaas.config", "b");
        NodeConfig three = Judged.config("node.id", "n3", "lease.ms", "12000");

        assertThat(EffectiveSettings.comparable(one)).isEqualTo(EffectiveSettings.comparable(two));
        assertThat(EffectiveSettings.comparable(three))
                .isNotEqualTo(EffectiveSettings.comparable(two))
                .containsEntry("lease.ms", "12000");
    }

    private Path file(String... lines) throws Exception {
        return Files.write(dir.resolve("node.properties"), List.of(lines));
    }
}

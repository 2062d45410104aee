package io.ballot.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded Kafka is a broker like any other: it keeps topics, records and committed offsets over a restart. */
@Tag("U1")
class EmbeddedKafkaTest {
    @TempDir
    Path data;

    @Test
    void keepsRecordsAndCommittedOffsetsWhenItIsStoppedAndStartedOnTheSamePort() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.builder(data).start()) {
            Records records = new Records(broker.bootstrapServers());
            records.createTopic("tasks");
            records.produce("tasks", List.of("a", "b"));
            assertThat(records.consume("tasks", "group", 2)).containsExactlyInAnyOrder("a", "b");
            String clusterId = records.clusterId();

            broker.stop();
            assertThat(FreePorts.isFree(broker.port())).isTrue();
            assertThat(FreePorts.isFree(broker.controllerPort())).isTrue();
            broker.start();

            assertThat(records.clusterId()).isEqualTo(clusterId);
            records.produce("tasks", List.of("c"));
            assertThat(records.consume("tasks", "group", 1)).containsExactly("c");
        }
    }

    @Test
    void goesOnWithTheDataOfADirectoryOnOtherPorts() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.builder(data).start()) {
            Records records = new Records(broker.bootstrapServers());
            records.createTopic("tasks");
            records.produce("tasks", List.of("a"));
        }
        try (EmbeddedKafka broker = EmbeddedKafka.builder(data).start()) {
            assertThat(new Records(broker.bootstrapServers()).consume("tasks", "group", 1))
                    .containsExactly("a");
        }
    }

    @Test
    void tellsItsOwnerInsteadOfEndingTheProcess() throws Exception {
        List<String> told = new ArrayList<>();
        try (EmbeddedKafka broker =
                EmbeddedKafka.builder(data).onFatal(told::add).start()) {
            assertThat(broker.isRunning()).isTrue();
            assertThatThrownBy(() -> Exit.halt(1, "disk is gone")).hasMessageContaining("disk is gone");
            assertThatThrownBy(() -> Exit.exit(3)).hasMessageContaining("status 3");
        }
        assertThat(told)
                .containsExactly(
                        "Kafka wanted to halt with status 1: disk is gone", "Kafka wanted to exit with status 3");
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedKafka.Builder builder = EmbeddedKafka.builder(data).port(taken.getLocalPort());

            assertThatThrownBy(builder::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }
}

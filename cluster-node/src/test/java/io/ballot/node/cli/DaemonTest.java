package io.ballot.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.standalone.EmbeddedKafka;
import io.ballot.standalone.EmbeddedZooKeeper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node in the background, from start to stop, with a real ZooKeeper and a real Kafka. */
@Tag("U1")
final class DaemonTest {

    @TempDir
    private Path home;

    private Terminal.Ran run(List<String> settings, String... command) {
        List<String> args = new ArrayList<>(List.of(command));
        settings.forEach(setting -> args.addAll(List.of("--set", setting)));
        return new Terminal(home)
                .node(
                        (config, exitOnStdinClose) -> {
                            throw new AssertionError("nothing runs in this process");
                        },
                        args.toArray(String[]::new));
    }

    @Test
    void aNodeIsStartedLookedAtAndStopped() throws Exception {
        try (EmbeddedZooKeeper zookeeper =
                        EmbeddedZooKeeper.builder(home.resolve("zookeeper")).start();
                EmbeddedKafka kafka =
                        EmbeddedKafka.builder(home.resolve("kafka")).start()) {
            List<String> settings = List.of(
                    "node.id=n7",
                    "data.dir=" + home.resolve("data"),
                    "zookeeper.connect=" + zookeeper.connectString(),
                    "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                    "transport.port=" + freePort(),
                    "admin.port=" + freePort(),
                    "queues=mails",
                    "queue.mails.topic.create=true",
                    "queue.mails.worker=command",
                    "queue.mails.command=cat");

            Terminal.Ran started = run(settings, "start");
            assertThat(started.exitCode()).as(started.err()).isZero();
            assertThat(started.out()).hasLineCount(1).contains("consuming");
            try {
                Terminal.Ran status = run(settings, "status");
                assertThat(status.exitCode()).isZero();
                assertThat(status.out()).contains("LEADER in epoch 1, consuming");
                assertThat(run(settings, "start").err()).contains("runs already");
                assertThat(run(settings, "logs").exitCode()).isZero();
            } finally {
                Terminal.Ran stopped = run(settings, "stop");
                assertThat(stopped.exitCode()).as(stopped.err()).isZero();
                assertThat(stopped.out()).isEqualTo("node n7 stopped\n");
            }
            assertThat(run(settings, "status").exitCode()).isEqualTo(3);
        }
    }

    @Test
    void aNodeThatCannotStartSaysWhyInItsOwnWords() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Terminal.Ran ran = run(
                    List.of(
                            "node.id=n8",
                            "data.dir=" + home.resolve("data"),
                            "admin.port=" + taken.getLocalPort(),
                            "zookeeper.connect=127.0.0.1:" + freePort()),
                    "start");

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err())
                    .hasLineCount(1)
                    .contains("node n8 cannot start: ")
                    .contains("another process uses this port");
            assertThat(run(List.of("node.id=n8"), "status").exitCode()).isEqualTo(3);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballot.core.NodeStatus;
import io.ballot.core.member.Role;
import io.ballot.node.Node;
import io.ballot.node.config.NodeConfig;
import io.ballot.standalone.EmbeddedKafka;
import io.ballot.standalone.EmbeddedZooKeeper;
import io.ballot.standalone.FreePorts;
import io.ballot.worker.PayloadCodec;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A program with two nodes inside, whose worker is an object of its own; both servers run in this JVM too. */
@Tag("U2")
class EmbeddingIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void aProgramsOwnWorkerExecutesEachTaskOnceAndTheProgramOutlivesItsNodes() throws Exception {
        ConcurrentLinkedQueue<String> executed = new ConcurrentLinkedQueue<>();
        TaskWorker<String> worker = TaskWorker.of(PayloadCodec.string(), (task, context) -> {
            executed.add(task.id() + "=" + task.payload());
            return TaskResult.done();
        });
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.builder(directory.resolve("zookeeper"))
                        .start();
                EmbeddedKafka broker =
                        EmbeddedKafka.builder(directory.resolve("kafka")).start();
                Kafkas kafka = new Kafkas(broker.bootstrapServers())) {
            kafka.createTopic("mail", 2);
            AtomicReference<Throwable> fatal = new AtomicReference<>();
            Node one = node("one", zooKeeper, broker, worker, fatal);
            Node two = node("two", zooKeeper, broker, worker, fatal);
            try (one;
                    two) {
                one.start();
                two.start();
                TreeMap<String, String> expected = new TreeMap<>();
                for (int i = 0; i < 50; i++) {
                    var unused = kafka.send("mail", i % 2, "mail-" + i, "to " + i);
                    expected.put("mail-" + i, "to " + i);
                }
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(kafka.committed("ballot.ballot.mail", "mail"))
                                .isEqualTo(Map.of(0, 25L, 1, 25L)));
                assertThat(executed)
                        .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                                .map(Map.Entry::toString)
                                .toList());
                assertThat(List.of(status(one).role(), status(two).role()))
                        .containsExactlyInAnyOrder(Role.LEADER, Role.FOLLOWER);
            }
            assertThat(one.awaitStopped(0)).isTrue();
            assertThat(two.awaitStopped(0)).isTrue();
            assertThat(fatal.get()).isNull();
            assertThat(one.maybeFatal()).isNull();
        }
    }

    private static NodeStatus status(Node node) throws Exception {
        return node.status().get(10, TimeUnit.SECONDS);
    }

    private Node node(
            String name,
            EmbeddedZooKeeper zooKeeper,
            EmbeddedKafka broker,
            TaskWorker<String> worker,
            AtomicReference<Throwable> fatal) {
        NodeConfig config = NodeConfig.of(Map.of(
                "node.id",
                name,
                "data.dir",
                directory.resolve(name).toString(),
                "zookeeper.connect",
                zooKeeper.connectString(),
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "transport.port",
                Integer.toString(FreePorts.next()),
                "admin.port",
                Integer.toString(FreePorts.next()),
                "filter.expected.tasks",
                "100000",
                "recent.outcomes.max",
                "50000",
                "queues",
                "mail",
                "queue.mail.worker",
                "embedded"));
        return Node.builder()
                .config(config)
                .worker("mail", worker)
                .onFatal(fatal::set)
                .build();
    }
}

package io.ballot.node.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.core.Command.SideTopic;
import io.ballot.node.record.RecordStore;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a node does about topics, and about a Kafka that is not there, before it starts. */
@ExtendWith(Broker.class)
@Timeout(120)
class QueueTopicsTest {

    @Test
    void missingTopicsAreCreatedWhereTheQueueAllowsIt(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(3);
        try (TestNode node = TestNode.started(broker.settings("n1", queue));
                TestNode again = TestNode.started(broker.settings("n2", queue))) {
            Map<String, Integer> partitions = new TreeMap<>();
            broker.admin()
                    .describeTopics(List.of(queue.topic(), queue.topic() + ".parked", queue.topic() + ".dlq"))
                    .allTopicNames()
                    .get(20, TimeUnit.SECONDS)
                    .forEach((name, topic) ->
                            partitions.put(name, topic.partitions().size()));
            assertThat(partitions)
                    .containsEntry(queue.topic(), 3)
                    .containsEntry(queue.topic() + ".parked", 1)
                    .containsEntry(queue.topic() + ".dlq", 1);
        }
    }

    @Test
    void aMissingTopicThatMayNotBeCreatedIsOneClearLine(Broker broker) {
        KafkaQueue queue = new KafkaQueue("mail", "mail-tasks", false, Set.of(), 1, -1);

        assertThatThrownBy(() -> TestNode.started(broker.settings("n1", queue)))
                .isInstanceOf(KafkaStartException.class)
                .hasMessage("queue 'mail': topic 'mail-tasks' does not exist on " + broker.servers()
                        + "; create it or set queue.mail.topic.create=true");
    }

    @Test
    void sideTopicsAreCreatedWhereThatIsAllowedThoughTheTasksTopicIsNot(Broker broker) throws Exception {
        broker.admin()
                .createTopics(List.of(new NewTopic("made-by-hand", 1, (short) 1)))
                .all()
                .get(20, TimeUnit.SECONDS);
        KafkaQueue queue = new KafkaQueue("mail", "made-by-hand", false, EnumSet.of(SideTopic.DEAD_LETTER), 1, -1);

        assertThatThrownBy(() -> TestNode.started(broker.settings("n1", queue)))
                .isInstanceOf(KafkaStartException.class)
                .hasMessage("queue 'mail': topic 'made-by-hand.parked' does not exist on " + broker.servers()
                        + "; create it or set queue.mail.parked.create=true");

        KafkaQueue allowed = new KafkaQueue("mail", "made-by-hand", false, EnumSet.allOf(SideTopic.class), 1, -1);
        try (TestNode node = TestNode.started(broker.settings("n1", allowed))) {
            assertThat(broker.admin().listTopics().names().get(20, TimeUnit.SECONDS))
                    .contains("made-by-hand.parked", "made-by-hand.dlq");
        }
    }

    @Test
    void aKafkaThatCannotBeReachedIsOneClearLineWithinTheDeadline() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertStartFails("127.0.0.1:" + port, "cannot reach Kafka at 127.0.0.1:" + port + " within 1 s");
    }

    @Test
    void aKafkaWhoseNameDoesNotResolveIsOneClearLine() throws Exception {
        assertStartFails("kafka.invalid:9092", "kafka.invalid:9092");
    }

    private static void assertStartFails(String servers, String message) {
        KafkaQueue queue = new KafkaQueue("mail", "mail", true, Set.of(), 1, -1);
        KafkaSettings settings = new KafkaSettings(
                "it",
                "n1",
                Map.of("bootstrap.servers", servers),
                Map.of(),
                Map.of(),
                Map.of(),
                500,
                1_000,
                List.of(queue));
        try (KafkaAdapter adapter = new KafkaAdapter(settings, new RecordStore(), event -> {}, error -> {})) {
            long before = System.nanoTime();
            assertThatThrownBy(adapter::start)
                    .isInstanceOf(KafkaStartException.class)
                    .hasMessageContaining(message)
                    .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
    }
}

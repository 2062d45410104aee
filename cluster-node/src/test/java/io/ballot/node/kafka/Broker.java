package io.ballot.node.kafka;

import static org.awaitility.Awaitility.await;

import io.ballot.core.Command.SideTopic;
import io.ballot.protocol.Id128;
import io.ballot.standalone.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A real broker, one for all tests of this JVM: a parameter of type {@link Broker} is it. Topics get names of their own. */
public final class Broker implements ParameterResolver {

    private static final AtomicInteger topics = new AtomicInteger();

    private Running running;

    /** The broker and clients to it, closed when the last test has ended. */
    private static final class Running implements AutoCloseable {
        private final Path data;
        private final EmbeddedKafka kafka;
        private final Admin admin;
        private final KafkaProducer<byte[], byte[]> producer;

        Running() {
            try {
                data = Files.createTempDirectory("ballot-broker");
                kafka = EmbeddedKafka.builder(data).start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            KafkaSettings settings = settings(kafka.bootstrapServers(), "test", "test", List.of());
            admin = Admin.create(ClientConfigs.admin(settings));
            producer = new KafkaProducer<>(ClientConfigs.producer(settings));
        }

        @Override
        public void close() throws IOException {
            producer.close();
            admin.close();
            kafka.close();
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Broker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        running = context.getRoot()
                .getStore(Namespace.create(Broker.class))
                .getOrComputeIfAbsent(Running.class, type -> new Running(), Running.class);
        return this;
    }

    Admin admin() {
        return running.admin;
    }

    String servers() {
        return running.kafka.bootstrapServers();
    }

    /** A queue whose topic nobody has used, and does not exist yet. */
    KafkaQueue newQueue(int partitions) {
        int number = topics.incrementAndGet();
        return new KafkaQueue("q" + number, "tasks" + number, true, EnumSet.allOf(SideTopic.class), partitions, -1);
    }

    KafkaSettings settings(String nodeId, KafkaQueue... queues) {
        return settings(servers(), "it", nodeId, List.of(queues));
    }

    /** With that group protocol. */
    KafkaSettings settings(GroupProtocol protocol, String nodeId, KafkaQueue... queues) {
        KafkaSettings plain = settings(nodeId, queues);
        return new KafkaSettings(
                plain.cluster(),
                nodeId,
                plain.common(),
                Map.of("group.protocol", protocol.name().toLowerCase(Locale.ROOT)),
                Map.of(),
                Map.of(),
                plain.rebalanceDrainMs(),
                plain.startDeadlineMs(),
                plain.queues());
    }

    static KafkaSettings settings(String servers, String cluster, String nodeId, List<KafkaQueue> queues) {
        return new KafkaSettings(
                cluster,
                nodeId,
                Map.of("bootstrap.servers", servers),
                Map.of(),
                Map.of(),
                Map.of(),
                500,
                20_000,
                queues);
    }

    /** What happens while no broker runs. */
    interface Outage {
        void happens() throws Exception;
    }

    /** Stops the broker, and starts it again when that has happened. */
    void whileAway(Outage outage) throws Exception {
        running.kafka.stop();
        try {
            outage.happens();
        } finally {
            running.kafka.start();
        }
    }

    Id128 topicId(KafkaQueue queue) throws Exception {
        return TopicIds.toId(admin().describeTopics(List.of(queue.topic()))
                .allTopicNames()
                .get(20, TimeUnit.SECONDS)
                .get(queue.topic())
                .topicId());
    }

    /** Deletes its topic and creates it again, empty; the new one's id, which the broker tells by then. */
    Id128 recreate(KafkaQueue queue) throws Exception {
        admin().deleteTopics(List.of(queue.topic())).all().get(20, TimeUnit.SECONDS);
        CreateTopicsResult created =
                admin().createTopics(List.of(new NewTopic(queue.topic(), queue.partitions(), (short) 1)));
        created.all().get(20, TimeUnit.SECONDS);
        Id128 id = TopicIds.toId(created.topicId(queue.topic()).get(20, TimeUnit.SECONDS));
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> topicId(queue).equals(id));
        return id;
    }

    /** Writes one record and returns its offset. Headers are names and values in turn. */
    long send(KafkaQueue queue, int partition, String payload, String... headers) throws Exception {
        List<Header> list = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            list.add(new RecordHeader(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        return running.producer
                .send(new ProducerRecord<>(
                        queue.topic(), partition, null, null, payload.getBytes(StandardCharsets.UTF_8), list))
                .get(20, TimeUnit.SECONDS)
                .offset();
    }
}

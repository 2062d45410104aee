package io.ballot.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballot.standalone.EmbeddedKafka;
import io.ballot.standalone.EmbeddedZooKeeper;
import io.ballot.standalone.FreePorts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedding that the documents show runs: real ZooKeeper, real Kafka, one node in this JVM. */
@Tag("U2")
class MailServiceTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void aMailSubmittedTwiceUnderOneIdIsHandedOverOnceAndOneWithoutAddressIsADeadLetter() throws Exception {
        Path pickup = directory.resolve("pickup");
        List<Throwable> fatal = Collections.synchronizedList(new ArrayList<>());
        try (EmbeddedZooKeeper zookeeper = EmbeddedZooKeeper.builder(directory.resolve("zookeeper"))
                        .start();
                EmbeddedKafka kafka =
                        EmbeddedKafka.builder(directory.resolve("kafka")).start();
                MailService service = new MailService(settings(zookeeper, kafka), pickup, fatal::add)) {
            service.start();
            submit(kafka, "welcome-1", "{\"to\":\"ada@example.com\",\"subject\":\"Hello\",\"text\":\"Welcome.\"}");
            submit(kafka, "welcome-1", "{\"to\":\"ada@example.com\",\"subject\":\"Again\",\"text\":\"Welcome.\"}");
            submit(kafka, "welcome-2", "{\"to\":\"nobody\",\"subject\":\"Hello\",\"text\":\"Welcome.\"}");

            await().atMost(LIMIT).until(() -> recordsIn(kafka, "mail.dlq") == 1 && files(pickup) == 1);
            await().atMost(LIMIT).until(() -> committed(kafka) == 3);
        }

        assertThat(files(pickup)).isEqualTo(1);
        assertThat(Files.readString(pickup.resolve("welcome-1.eml"))).contains("Subject: Hello");
        assertThat(fatal).isEmpty();
    }

    private Map<String, String> settings(EmbeddedZooKeeper zookeeper, EmbeddedKafka kafka) {
        return Map.of(
                "cluster.name", "mails",
                "node.id", "service-1",
                "data.dir", directory.resolve("node").toString(),
                "zookeeper.connect", zookeeper.connectString(),
                "kafka.bootstrap.servers", kafka.bootstrapServers(),
                "transport.port", Integer.toString(FreePorts.next()),
                "admin.port", Integer.toString(FreePorts.next()),
                "queue.mail.topic.create", "true",
                "queue.mail.topic.partitions", "1");
    }

    private static void submit(EmbeddedKafka kafka, String id, String json) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> task = new ProducerRecord<>("mail", json);
            task.headers().add("task-id", id.getBytes(StandardCharsets.UTF_8));
            producer.send(task).get();
        }
    }

    private static long recordsIn(EmbeddedKafka kafka, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private static long committed(EmbeddedKafka kafka) {
        TopicPartition partition = new TopicPartition("mail", 0);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            var offset = consumer.committed(java.util.Set.of(partition)).get(partition);
            return offset == null ? -1 : offset.offset();
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(EmbeddedKafka kafka) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", "ballot.mails.mail");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static long files(Path pickup) throws Exception {
        if (!Files.isDirectory(pickup)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(pickup)) {
            return all.filter(file -> file.toString().endsWith(".eml")).count();
        }
    }
}

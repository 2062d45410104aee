package io.ballot.chaos.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads which tasks were put aside: parked, or dead-lettered. */
public final class SideTopic {

    private static final long LIMIT_MS = 30_000;

    private SideTopic() {}

    /** The ids in a topic; none if there is no such topic. */
    public static Set<String> ids(String bootstrap, Topic owner, String suffix)
            throws IOException, InterruptedException {
        String topic = owner.name() + suffix;
        if (!owner.names().contains(topic)) {
            return Set.of();
        }
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap, "enable.auto.commit", false, "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return read(consumer, consumer.endOffsets(partitions), topic);
        }
    }

    private static Set<String> read(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, String topic) throws IOException {
        Set<String> ids = new HashSet<>();
        long startNs = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs) > LIMIT_MS) {
                throw new IOException(topic + " cannot be read to its end");
            }
            consumer.poll(Duration.ofMillis(200)).forEach(record -> ids.add(idOf(record)));
        }
        return ids;
    }

    private static String idOf(ConsumerRecord<byte[], byte[]> record) {
        Header id = record.headers().lastHeader("task-id");
        return id == null
                ? record.topic() + "/" + record.partition() + "/" + record.offset()
                : new String(id.value(), StandardCharsets.UTF_8);
    }
}

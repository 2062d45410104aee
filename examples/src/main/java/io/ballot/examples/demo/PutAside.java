package io.ballot.examples.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The ids of tasks that were not executed to their end but put aside, visibly, in topics of their own.
 *
 * @param parked wait for a person
 * @param deadLetters given up
 */
record PutAside(List<String> parked, List<String> deadLetters) {

    private static final long DEADLINE_MS = 15_000;

    boolean holds(String id) {
        return parked.contains(id) || deadLetters.contains(id);
    }

    /** Reads a topic up to these ends, and returns the task ids of its records. */
    static List<String> read(String bootstrapServers, Map<Integer, Long> ends, String topic) throws IOException {
        List<TopicPartition> partitions = ends.keySet().stream()
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
        long total = ends.values().stream().mapToLong(Long::longValue).sum();
        List<String> ids = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + DEADLINE_MS * 1_000_000;
            while (ids.size() < total) {
                if (System.nanoTime() > end) {
                    throw new IOException("read " + ids.size() + " of " + total + " records of " + topic);
                }
                consumer.poll(Duration.ofMillis(200)).forEach(record -> ids.add(idOf(record)));
            }
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

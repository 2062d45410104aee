package io.ballot.it;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a submitter and an operator would do with Kafka's own clients. */
final class Kafkas implements AutoCloseable {

    private static final long SECONDS = 60;

    private final String servers;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    Kafkas(String servers) {
        this.servers = servers;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) servers));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void createTopic(String topic, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get(SECONDS, TimeUnit.SECONDS);
    }

    /** One record; {@code maybeId} null for a task that is named by its record. */
    Future<RecordMetadata> send(String topic, int partition, String maybeId, String payload) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, partition, null, payload.getBytes(StandardCharsets.UTF_8));
        if (maybeId != null) {
            record.headers().add(new RecordHeader("task-id", maybeId.getBytes(StandardCharsets.UTF_8)));
        }
        return producer.send(record);
    }

    void flush() {
        producer.flush();
    }

    SortedMap<Integer, Long> ends(String topic) throws Exception {
        List<TopicPartition> partitions = partitions(topic);
        return admin
                .listOffsets(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest())))
                .all()
                .get(SECONDS, TimeUnit.SECONDS)
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        e -> e.getKey().partition(), e -> e.getValue().offset(), (a, b) -> a, TreeMap::new));
    }

    /** What the group has committed, of every partition; 0 where it has committed nothing. */
    SortedMap<Integer, Long> committed(String group, String topic) throws Exception {
        SortedMap<Integer, Long> committed = new TreeMap<>();
        for (TopicPartition partition : partitions(topic)) {
            committed.put(partition.partition(), 0L);
        }
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(SECONDS, TimeUnit.SECONDS)
                .forEach((partition, offset) -> {
                    if (partition.topic().equals(topic) && offset != null) {
                        committed.put(partition.partition(), offset.offset());
                    }
                });
        return committed;
    }

    private List<TopicPartition> partitions(String topic) throws Exception {
        return admin
                .describeTopics(List.of(topic))
                .topicNameValues()
                .get(topic)
                .get(SECONDS, TimeUnit.SECONDS)
                .partitions()
                .stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** Who owns each partition of a group of one topic, by its {@code group.instance.id}; nobody before the group exists. */
    SortedMap<Integer, String> owners(String group) throws Exception {
        SortedMap<Integer, String> owners = new TreeMap<>();
        try {
            admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get(SECONDS, TimeUnit.SECONDS)
                    .members()
                    .forEach(member -> member.assignment()
                            .topicPartitions()
                            .forEach(partition -> owners.put(
                                    partition.partition(),
                                    member.groupInstanceId().orElse(member.consumerId()))));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
        return owners;
    }

    /** Every record of a topic, from its beginning to its end of now. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        SortedMap<Integer, Long> ends = ends(topic);
        long wanted = ends.values().stream().mapToLong(Long::longValue).sum();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions(topic));
            consumer.seekToBeginning(consumer.assignment());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (records.size() < wanted && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}

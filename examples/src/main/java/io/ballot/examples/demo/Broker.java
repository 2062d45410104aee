package io.ballot.examples.demo;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka itself, as the demo's accounts must: what is there, what is committed, what was put aside. */
final class Broker implements AutoCloseable {

    private final Admin admin;
    private final String topic;
    private final String group;
    private final String bootstrapServers;

    Broker(String bootstrapServers, String topic, String group) {
        this.admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers, "request.timeout.ms", 10_000, "default.api.timeout.ms", 15_000));
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.group = group;
    }

    void createTopic(int partitions) throws IOException, InterruptedException {
        get(admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                .all());
    }

    Offsets offsets() throws IOException, InterruptedException {
        Map<Integer, Long> committed = new TreeMap<>();
        Map<Integer, Long> ends = ends(topic);
        ends.keySet().forEach(partition -> committed.put(partition, 0L));
        Map<TopicPartition, OffsetAndMetadata> stored =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        stored.forEach((partition, offset) -> {
            if (partition.topic().equals(topic) && offset != null) {
                committed.put(partition.partition(), offset.offset());
            }
        });
        return new Offsets(ends, committed);
    }

    /** What was put aside, by the ids that the records carry. */
    PutAside putAside() throws IOException, InterruptedException {
        return new PutAside(idsIn(topic + ".parked"), idsIn(topic + ".dlq"));
    }

    private List<String> idsIn(String side) throws IOException, InterruptedException {
        return get(admin.listTopics().names()).contains(side)
                ? PutAside.read(bootstrapServers, ends(side), side)
                : List.of();
    }

    private Map<Integer, Long> ends(String of) throws IOException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        get(admin.describeTopics(List.of(of)).allTopicNames()).values().stream()
                .flatMap(description -> description.partitions().stream())
                .forEach(info -> asked.put(new TopicPartition(of, info.partition()), OffsetSpec.latest()));
        Map<Integer, Long> ends = new TreeMap<>();
        get(admin.listOffsets(asked).all())
                .forEach((partition, offset) -> ends.put(partition.partition(), offset.offset()));
        return ends;
    }

    private static <T> T get(KafkaFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new IOException("Kafka does not answer as it should: " + failed.getCause(), failed.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}

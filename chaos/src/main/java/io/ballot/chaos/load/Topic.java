package io.ballot.chaos.load;

import io.ballot.core.offset.StartPoint;
import io.ballot.protocol.Id128;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka itself, and does to topic and group what an operator might. */
public final class Topic implements AutoCloseable {

    public static final int PARTITIONS = 9;
    private static final long LIMIT_S = 30;

    private final Admin admin;
    private final String name;
    private final String group;

    public Topic(String bootstrap, String name, String group) {
        this.admin = Admin.create(
                Map.of("bootstrap.servers", bootstrap, "request.timeout.ms", 5_000, "default.api.timeout.ms", 25_000));
        this.name = name;
        this.group = group;
    }

    public void create() throws IOException, InterruptedException {
        get(admin.createTopics(List.of(new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())))
                .all());
    }

    public void delete() throws IOException, InterruptedException {
        get(admin.deleteTopics(List.of(name)).all());
    }

    public boolean exists() throws IOException, InterruptedException {
        return names().contains(name);
    }

    Set<String> names() throws IOException, InterruptedException {
        return get(admin.listTopics().names());
    }

    /**
     * By partition; those that nothing is committed for are left out. None for a system that keeps no offsets. Kafka keeps them
     * by the topic's name: one whose text says that it was committed for a topic that is gone is where nobody begins.
     */
    public Map<Integer, Long> committed() throws IOException, InterruptedException {
        Map<Integer, Long> committed = new HashMap<>();
        if (group.isEmpty()) {
            return committed;
        }
        Id128 topicId = topicId();
        Map<TopicPartition, OffsetAndMetadata> stored =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        stored.forEach((partition, offset) -> {
            boolean counts = offset != null && !StartPoint.belongsToAnother(offset.metadata(), topicId);
            if (partition.topic().equals(name) && counts) {
                committed.put(partition.partition(), offset.offset());
            }
        });
        return committed;
    }

    private Id128 topicId() throws IOException, InterruptedException {
        TopicDescription topic =
                get(admin.describeTopics(List.of(name)).allTopicNames()).get(name);
        if (topic == null) {
            throw new IOException("no topic " + name);
        }
        return new Id128(
                topic.topicId().getMostSignificantBits(), topic.topicId().getLeastSignificantBits());
    }

    /** Sets the group's offsets; Kafka refuses that while the group has members. */
    public void commit(Map<Integer, Long> offsets) throws IOException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
        offsets.forEach(
                (partition, offset) -> wanted.put(new TopicPartition(name, partition), new OffsetAndMetadata(offset)));
        get(admin.alterConsumerGroupOffsets(group, wanted).all());
    }

    /** The broker, by its id, that leads a partition. */
    public int leaderOf(int partition) throws IOException, InterruptedException {
        return get(admin.describeTopics(List.of(name)).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .filter(info -> info.partition() == partition && info.leader() != null)
                .findFirst()
                .orElseThrow(() -> new IOException("nobody leads partition " + partition))
                .leader()
                .id();
    }

    /** The broker, by its id, that coordinates the group. */
    public int coordinator() throws IOException, InterruptedException {
        return get(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                .findFirst()
                .orElseThrow(() -> new IOException("nobody coordinates " + group))
                .coordinator()
                .id();
    }

    public String name() {
        return name;
    }

    static <T> T get(KafkaFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get(LIMIT_S, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IOException("Kafka does not do what it is asked: " + failed.getCause(), failed.getCause());
        } catch (TimeoutException late) {
            throw new IOException("Kafka does not answer within " + LIMIT_S + " s", late);
        }
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ofSeconds(5));
    }
}

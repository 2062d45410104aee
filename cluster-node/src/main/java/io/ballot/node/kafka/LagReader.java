package io.ballot.node.kafka;

import io.ballot.core.offset.StartPoint;
import io.ballot.protocol.Id128;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Reads, for people, how far a queue is: from Kafka itself, so that it is true also when no node answers.
 *
 * <p>Each reading waits for the brokers, up to the given timeout. Thread-safe.
 */
public final class LagReader implements AutoCloseable {

    private final KafkaSettings settings;
    private final int timeoutMs;
    private final Admin admin;

    private LagReader(KafkaSettings settings, int timeoutMs, Admin admin) {
        this.settings = settings;
        this.timeoutMs = timeoutMs;
        this.admin = admin;
    }

    /** @throws org.apache.kafka.common.KafkaException if the settings are no good, such as a host without an address */
    public static LagReader open(KafkaSettings settings, int timeoutMs) {
        return new LagReader(settings, timeoutMs, Admin.create(ClientConfigs.admin(settings)));
    }

    /**
     * All partitions of the queue's topic, ascending.
     *
     * @throws KafkaReadException if the topic does not exist, or no broker answers in time
     */
    public List<PartitionLag> read(KafkaQueue queue) throws KafkaReadException, InterruptedException {
        TopicDescription topic = topic(queue.topic());
        List<TopicPartition> partitions = topic.partitions().stream()
                .map(info -> new TopicPartition(queue.topic(), info.partition()))
                .toList();
        Map<TopicPartition, ListOffsetsResultInfo> starts = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, OffsetAndMetadata> committed = committed(queue, TopicIds.toId(topic.topicId()));
        Map<TopicPartition, String> owners = owners(queue);
        List<PartitionLag> lags = new ArrayList<>();
        for (TopicPartition at : partitions) {
            long end = offset(ends, at);
            OffsetAndMetadata maybeCommitted = committed.get(at);
            long from = maybeCommitted == null ? offset(starts, at) : maybeCommitted.offset();
            lags.add(new PartitionLag(
                    queue.name(),
                    at.topic(),
                    at.partition(),
                    maybeCommitted == null ? -1 : maybeCommitted.offset(),
                    end,
                    Math.max(0, end - from),
                    owners.get(at)));
        }
        return lags;
    }

    private TopicDescription topic(String name) throws KafkaReadException, InterruptedException {
        TopicDescription found = get(
                        admin.describeTopics(List.of(name), new DescribeTopicsOptions().timeoutMs(timeoutMs))
                                .allTopicNames(),
                        "topic '" + name + "'")
                .get(name);
        if (found == null) {
            throw new IllegalStateException("no topic '" + name + "' in an answer without an error");
        }
        return found;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> partitions, OffsetSpec spec)
            throws KafkaReadException, InterruptedException {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(at -> specs.put(at, spec));
        ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(timeoutMs);
        return get(admin.listOffsets(specs, options).all(), "offsets");
    }

    private static long offset(Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition at) {
        ListOffsetsResultInfo found = offsets.get(at);
        return found == null ? 0 : found.offset();
    }

    /** Without those of an earlier topic of that name: nobody begins there. */
    private Map<TopicPartition, @Nullable OffsetAndMetadata> committed(KafkaQueue queue, Id128 topicId)
            throws KafkaReadException, InterruptedException {
        String group = GroupNames.group(settings.cluster(), queue.name());
        try {
            Map<TopicPartition, @Nullable OffsetAndMetadata> counting = new HashMap<>();
            get(
                            admin.listConsumerGroupOffsets(
                                            group, new ListConsumerGroupOffsetsOptions().timeoutMs(timeoutMs))
                                    .partitionsToOffsetAndMetadata(),
                            "offsets of group '" + group + "'")
                    .forEach((at, offset) -> {
                        if (offset != null && !StartPoint.belongsToAnother(offset.metadata(), topicId)) {
                            counting.put(at, offset);
                        }
                    });
            return counting;
        } catch (KafkaReadException e) {
            return noneIfNoGroup(e);
        }
    }

    private Map<TopicPartition, String> owners(KafkaQueue queue) throws KafkaReadException, InterruptedException {
        String group = GroupNames.group(settings.cluster(), queue.name());
        Map<TopicPartition, String> owners = new HashMap<>();
        Map<String, ConsumerGroupDescription> groups;
        try {
            groups = get(
                    admin.describeConsumerGroups(
                                    List.of(group), new DescribeConsumerGroupsOptions().timeoutMs(timeoutMs))
                            .all(),
                    "members of group '" + group + "'");
        } catch (KafkaReadException e) {
            return noneIfNoGroup(e);
        }
        for (ConsumerGroupDescription description : groups.values()) {
            for (MemberDescription member : description.members()) {
                String owner = member.groupInstanceId()
                        .flatMap(id -> GroupNames.nodeOf(id, queue.name()))
                        .orElse(member.clientId());
                member.assignment().topicPartitions().forEach(at -> owners.put(at, owner));
            }
        }
        return owners;
    }

    /** Nobody has consumed yet: no group is no error. */
    private static <T> Map<TopicPartition, T> noneIfNoGroup(KafkaReadException e) throws KafkaReadException {
        if (e.getCause() instanceof ExecutionException && Causes.root(e) instanceof GroupIdNotFoundException) {
            return Map.of();
        }
        throw e;
    }

    private <T> T get(KafkaFuture<T> future, String what) throws KafkaReadException, InterruptedException {
        return KafkaReadException.get(future, timeoutMs, what, settings.servers());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}

package io.ballot.node.kafka;

import io.ballot.core.Command.ReadCommitted;
import io.ballot.core.Command.ReadEnds;
import io.ballot.core.Event;
import io.ballot.core.offset.StartPoint;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads committed offsets and log ends when the machine asks, of partitions that need not be this node's. The answers come
 * from the admin client's thread; one partition that cannot be read fails the whole request, since half an answer would look
 * like "nothing committed".
 */
final class OffsetReads {

    private static final Logger log = LoggerFactory.getLogger(OffsetReads.class);

    private static final int TIMEOUT_MS = 5_000;

    private final KafkaSettings settings;
    private final Map<String, KafkaQueue> queues;
    private final Supplier<Admin> admin;
    private final TopicIds topicIds;
    private final Consumer<Event> inbox;

    OffsetReads(
            KafkaSettings settings,
            Map<String, KafkaQueue> queues,
            Supplier<Admin> admin,
            TopicIds topicIds,
            Consumer<Event> inbox) {
        this.settings = settings;
        this.queues = queues;
        this.admin = admin;
        this.topicIds = topicIds;
        this.inbox = inbox;
    }

    void committed(ReadCommitted command) {
        Map<String, List<QueuePartition>> byQueue = new TreeMap<>();
        command.partitions()
                .forEach(p -> byQueue.computeIfAbsent(p.queue(), q -> new ArrayList<>())
                        .add(p));
        Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
        byQueue.forEach((queue, partitions) -> specs.put(
                GroupNames.group(settings.cluster(), queue),
                new ListConsumerGroupOffsetsSpec()
                        .topicPartitions(partitions.stream().map(this::at).toList())));
        ListConsumerGroupOffsetsResult result = admin.get()
                .listConsumerGroupOffsets(specs, new ListConsumerGroupOffsetsOptions().timeoutMs(TIMEOUT_MS));
        Set<String> topics = command.partitions().stream()
                .map(this::at)
                .map(TopicPartition::topic)
                .collect(Collectors.toSet());
        // The ids are read after the offsets: a topic that has its name still had it when they were.
        CompletionStage<Committed> both = result.all()
                .toCompletionStage()
                .thenCompose(groups -> topicIds.readAll(topics).thenApply(ids -> new Committed(groups, ids)));
        answer(command.request(), "committed offsets", both, (read, offsets) -> {
            for (QueuePartition partition : command.partitions()) {
                TopicPartition at = at(partition);
                Map<TopicPartition, OffsetAndMetadata> group =
                        read.groups.get(GroupNames.group(settings.cluster(), partition.queue()));
                OffsetAndMetadata maybeOffset = group == null ? null : group.get(at);
                boolean hasTheName = partition.topicId().equals(read.topicIds.get(at.topic()));
                if (maybeOffset != null && StartPoint.counts(maybeOffset.metadata(), partition.topicId(), hasTheName)) {
                    offsets.put(partition, maybeOffset.offset());
                }
            }
            inbox.accept(new Event.CommittedRead(command.request(), offsets));
        });
    }

    private record Committed(Map<String, Map<TopicPartition, OffsetAndMetadata>> groups, Map<String, Id128> topicIds) {}

    void ends(ReadEnds command) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        command.partitions().forEach(p -> specs.put(at(p), OffsetSpec.latest()));
        ListOffsetsResult result = admin.get()
                .listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(TIMEOUT_MS));
        answer(command.request(), "log ends", result.all().toCompletionStage(), (found, ends) -> {
            for (QueuePartition partition : command.partitions()) {
                ListOffsetsResult.ListOffsetsResultInfo maybeEnd = found.get(at(partition));
                if (maybeEnd != null) {
                    ends.put(partition, maybeEnd.offset());
                }
            }
            inbox.accept(new Event.EndsRead(command.request(), ends));
        });
    }

    private <T> void answer(
            long request,
            String what,
            CompletionStage<T> future,
            BiConsumer<T, SortedMap<QueuePartition, Long>> onRead) {
        future.whenComplete((@Nullable T read, @Nullable Throwable error) -> {
            if (read == null || error != null) {
                log.info("cannot read {}: {}", what, error == null ? "no answer" : Causes.message(error));
                inbox.accept(new Event.KafkaFailed(request));
            } else {
                onRead.accept(read, new TreeMap<>());
            }
        });
    }

    private TopicPartition at(QueuePartition partition) {
        KafkaQueue queue = queues.get(partition.queue());
        // A queue that this node is not configured for has, by default, a topic of its own name.
        return new TopicPartition(queue == null ? partition.queue() : queue.topic(), partition.partition());
    }
}

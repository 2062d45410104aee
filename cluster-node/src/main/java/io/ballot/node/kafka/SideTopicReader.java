package io.ballot.node.kafka;

import io.ballot.core.Command.SideTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The parked and dead-lettered tasks of a queue, for a person to run again or to drop.
 *
 * <p>What was dealt with is marked in the side topic itself: a record without value, in the same partition, names the offset
 * ({@code ballot-handled}). So tasks can be dealt with in any order and from any machine, with no other store. The group
 * {@code ballot.CLUSTER.QUEUE.parked} (or {@code .dlq}) commits how far everything is dealt with, which only saves reading
 * from the start each time.
 *
 * <p>A task is marked after its record was acknowledged on the task topic. After a crash in between it is listed, and can be
 * run, once more: the second copy carries the same id and round, so it is a duplicate (R11). One thread at a time.
 */
public final class SideTopicReader implements AutoCloseable {

    private final KafkaSettings settings;
    private final long timeoutMs;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    private SideTopicReader(KafkaSettings settings, long timeoutMs) {
        this.settings = settings;
        this.timeoutMs = timeoutMs;
        this.admin = Admin.create(ClientConfigs.admin(settings));
        this.consumer = new KafkaConsumer<>(ClientConfigs.reader(settings));
        this.producer = new KafkaProducer<>(ClientConfigs.producer(settings));
    }

    /**
     * @param timeoutMs how long one listing, or one running or dropping of many, may take
     * @throws KafkaException if the settings are no good, such as a host without an address
     */
    public static SideTopicReader open(KafkaSettings settings, long timeoutMs) {
        return new SideTopicReader(settings, timeoutMs);
    }

    /**
     * What waits, in the order of the topic.
     *
     * @param max at most so many, the oldest
     * @throws KafkaReadException if no broker answers in time
     */
    public List<SideEntry> list(KafkaQueue queue, SideTopic side, int max)
            throws KafkaReadException, InterruptedException {
        String topic = queue.sideTopic(side);
        try {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
            Map<TopicPartition, Long> from = begin(queue, side, topic);
            SortedMap<TopicPartition, TreeMap<Long, SideEntry>> waiting =
                    new SideScan(consumer, from.keySet()).toTheEnd(deadline);
            moveOn(queue, side, from, waiting);
            return waiting.values().stream()
                    .flatMap(entries -> entries.values().stream())
                    .limit(max)
                    .toList();
        } catch (KafkaException | TimeoutException e) {
            throw failed("list", topic, e);
        }
    }

    /** Puts the tasks back to their queue's topic, each with its id and in its next round, and marks them. */
    public void run(KafkaQueue queue, SideTopic side, Collection<SideEntry> entries)
            throws KafkaReadException, InterruptedException {
        List<ProducerRecord<byte[], byte[]>> again = new ArrayList<>();
        for (SideEntry entry : entries) {
            List<Header> headers = new ArrayList<>();
            for (Header header : entry.record().headers()) {
                if (!header.key().equals(Headers.ROUND)) {
                    headers.add(header);
                }
            }
            headers.add(SideTopics.header(Headers.ROUND, Integer.toString(entry.round() + 1)));
            ConsumerRecord<byte[], byte[]> record = entry.record();
            again.add(new ProducerRecord<>(queue.topic(), null, null, record.key(), record.value(), headers));
        }
        send(again, queue.topic());
        drop(queue, side, entries);
    }

    /** Marks the tasks as dealt with: they are not listed any more, and nothing else happens to them. */
    public void drop(KafkaQueue queue, SideTopic side, Collection<SideEntry> entries)
            throws KafkaReadException, InterruptedException {
        List<ProducerRecord<byte[], byte[]>> marks = new ArrayList<>();
        for (SideEntry entry : entries) {
            List<Header> headers = List.of(SideTopics.header(
                    Headers.HANDLED, Long.toString(entry.record().offset())));
            marks.add(
                    new ProducerRecord<>(queue.sideTopic(side), entry.record().partition(), null, null, null, headers));
        }
        send(marks, queue.sideTopic(side));
    }

    /** Where each partition's reading starts: where the group committed, else at its first record. */
    private Map<TopicPartition, Long> begin(KafkaQueue queue, SideTopic side, String topic)
            throws KafkaReadException, InterruptedException {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, Duration.ofMillis(timeoutMs)).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> from = new HashMap<>(consumer.beginningOffsets(partitions));
        Map<TopicPartition, @Nullable OffsetAndMetadata> committed = KafkaReadException.get(
                admin.listConsumerGroupOffsets(GroupNames.sideGroup(settings.cluster(), queue.name(), side))
                        .partitionsToOffsetAndMetadata(),
                timeoutMs,
                "offsets for topic '" + topic + "'",
                settings.servers());
        committed.forEach((at, offset) -> {
            if (offset != null) {
                from.computeIfPresent(at, (p, first) -> Math.max(first, offset.offset()));
            }
        });
        from.forEach(consumer::seek);
        return from;
    }

    /** Commits up to the first task that still waits, so that the next reading starts there. */
    private void moveOn(
            KafkaQueue queue,
            SideTopic side,
            Map<TopicPartition, Long> from,
            SortedMap<TopicPartition, TreeMap<Long, SideEntry>> waiting)
            throws KafkaReadException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        waiting.forEach((at, entries) -> {
            long next = entries.isEmpty() ? consumer.position(at) : entries.firstKey();
            if (next > from.getOrDefault(at, 0L)) {
                offsets.put(at, new OffsetAndMetadata(next));
            }
        });
        if (!offsets.isEmpty()) {
            KafkaReadException.get(
                    admin.alterConsumerGroupOffsets(
                                    GroupNames.sideGroup(settings.cluster(), queue.name(), side), offsets)
                            .all(),
                    timeoutMs,
                    "how far " + queue.sideTopic(side) + " is dealt with",
                    settings.servers());
        }
    }

    private void send(List<ProducerRecord<byte[], byte[]>> records, String topic)
            throws KafkaReadException, InterruptedException {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (Future<RecordMetadata> one : sent) {
                one.get(timeoutMs, TimeUnit.MILLISECONDS);
            }
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw failed("write to", topic, e);
        }
    }

    private KafkaReadException failed(String what, String topic, Exception cause) {
        return new KafkaReadException(
                "cannot " + what + " topic '" + topic + "' on " + settings.servers() + ": " + Causes.message(cause),
                cause);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        producer.close(Duration.ofSeconds(1));
        admin.close(Duration.ofSeconds(1));
    }
}

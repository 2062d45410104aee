package io.ballot.node.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** One reading of a side topic from where the consumer stands to its end: the tasks that no later record marks. */
final class SideScan {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final SortedMap<TopicPartition, TreeMap<Long, SideEntry>> waiting =
            new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));

    /** @param partitions of one topic, all that the consumer is assigned */
    SideScan(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        this.consumer = consumer;
        partitions.forEach(at -> waiting.put(at, new TreeMap<>()));
    }

    /**
     * What waits, by partition and offset.
     *
     * @param deadlineNanos of {@code System.nanoTime()}
     * @throws TimeoutException if the end was not reached by then
     */
    SortedMap<TopicPartition, TreeMap<Long, SideEntry>> toTheEnd(long deadlineNanos) throws TimeoutException {
        Map<TopicPartition, Long> ends = consumer.endOffsets(waiting.keySet());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new TimeoutException("its end was not reached in time");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TreeMap<Long, SideEntry> entries = waiting.get(new TopicPartition(record.topic(), record.partition()));
                if (entries != null) {
                    take(record, entries);
                }
            }
        }
        return waiting;
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, TreeMap<Long, SideEntry> entries) {
        String handled = header(record, Headers.HANDLED);
        if (handled.isEmpty()) {
            entries.put(record.offset(), entry(record));
        } else {
            entries.remove(number(handled));
        }
    }

    private static SideEntry entry(ConsumerRecord<byte[], byte[]> record) {
        TaskName name = TaskName.of(record.headers());
        String maybeId = name.maybeId();
        String position = record.topic() + "/" + record.partition() + "/" + record.offset();
        return new SideEntry(
                maybeId == null ? position : maybeId,
                name.round(),
                header(record, Headers.ORIGIN),
                header(record, Headers.REASON),
                (int) number(header(record, Headers.ATTEMPTS)),
                maybeTime(header(record, Headers.TIME)),
                record);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1; // written by somebody else: a mark that names no offset marks nothing, a count is unknown
        }
    }

    private static @Nullable Instant maybeTime(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null; // not written by a node
        }
    }
}

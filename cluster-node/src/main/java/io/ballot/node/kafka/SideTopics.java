package io.ballot.node.kafka;

import io.ballot.core.Command.WriteSide;
import io.ballot.core.Event;
import io.ballot.node.record.RecordHeader;
import io.ballot.node.record.TaskRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes dead letters and parked tasks: the record as it came, and in headers what a person needs to decide about it.
 *
 * <p>A task is decided by that only once Kafka has acknowledged the copy (acks=all, idempotent; R11), which the event tells.
 * Whatever goes wrong within the producer's delivery timeout is told as not written; a copy that was written all the same is
 * harmless, as it carries the task's id and round.
 */
final class SideTopics {

    private static final Logger log = LoggerFactory.getLogger(SideTopics.class);

    /** Written anew for each copy; everything else is kept as it came. */
    private static final Set<String> OWN =
            Set.of(Headers.ROUND, Headers.ORIGIN, Headers.REASON, Headers.ATTEMPTS, Headers.TIME);

    private final Map<String, KafkaQueue> queues;
    private final Supplier<Producer<byte[], byte[]>> producer;
    private final Consumer<Event> inbox;

    SideTopics(Map<String, KafkaQueue> queues, Supplier<Producer<byte[], byte[]>> producer, Consumer<Event> inbox) {
        this.queues = queues;
        this.producer = producer;
        this.inbox = inbox;
    }

    /**
     * Writes the copy; the event follows, from this thread or the producer's. May wait some seconds for the broker.
     *
     * @param maybeRecord what the command names; null if nobody holds it any more
     */
    void write(WriteSide command, @Nullable TaskRecord maybeRecord, Instant now) {
        KafkaQueue queue = queues.get(command.partition().queue());
        if (maybeRecord == null || queue == null) {
            log.error("cannot put aside {} at {}: the record is not held", command.partition(), command.offset());
            answer(command, false);
            return;
        }
        try {
            producer.get().send(copy(queue.sideTopic(command.topic()), command, maybeRecord, now), (where, error) -> {
                if (error != null) {
                    log.warn("{} was not put aside: {}; the node asks again", maybeRecord, Causes.message(error));
                }
                answer(command, error == null);
            });
        } catch (KafkaException | IllegalStateException e) {
            log.warn("{} was not put aside: {}; the node asks again", maybeRecord, Causes.message(e));
            answer(command, false);
        }
    }

    private void answer(WriteSide command, boolean ok) {
        inbox.accept(new Event.SideRecordWritten(command.partition(), command.claimNo(), command.offset(), ok));
    }

    private static ProducerRecord<byte[], byte[]> copy(
            String topic, WriteSide command, TaskRecord record, Instant now) {
        List<Header> headers = new ArrayList<>();
        for (RecordHeader header : record.headers()) {
            if (!OWN.contains(header.name())) {
                headers.add(
                        new org.apache.kafka.common.header.internals.RecordHeader(header.name(), header.maybeValue()));
            }
        }
        if (record.maybeSubmitterId() == null) {
            // Named by its record so far, and to keep its id wherever it is put from now on.
            headers.removeIf(header ->
                    header.key().equals(Headers.TASK_ID) || header.key().equals(Headers.RECORD));
            headers.add(header(Headers.TASK_ID, record.position()));
            headers.add(header(Headers.RECORD, record.partition().topicId().toString()));
        }
        headers.add(header(Headers.ROUND, Integer.toString(record.round())));
        headers.add(header(Headers.ORIGIN, record.position()));
        headers.add(header(Headers.REASON, command.reason()));
        headers.add(header(Headers.ATTEMPTS, Integer.toString(command.attempts())));
        headers.add(header(Headers.TIME, now.toString()));
        return new ProducerRecord<>(topic, null, null, record.maybeKey(), record.payload(), headers);
    }

    static Header header(String name, String value) {
        return new org.apache.kafka.common.header.internals.RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

package io.ballot.node.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Puts tasks on their queues' topics, as anybody could with a Kafka client of their own: a record, with the task's id in a
 * header. A task counts as submitted when all in-sync replicas hold it. One thread at a time.
 */
public final class TaskSubmitter implements AutoCloseable {

    /** So many records may be on their way: enough to fill batches, and a bound on what is in memory. */
    private static final int ON_THEIR_WAY_MAX = 5_000;

    private record Sent(String id, Future<RecordMetadata> acknowledged) {}

    private final KafkaProducer<byte[], byte[]> producer;
    private final long timeoutMs;
    private final String servers;
    private final Queue<Sent> onTheirWay = new ArrayDeque<>();

    private TaskSubmitter(KafkaProducer<byte[], byte[]> producer, long timeoutMs, String servers) {
        this.producer = producer;
        this.timeoutMs = timeoutMs;
        this.servers = servers;
    }

    /**
     * @param timeoutMs how long one task may wait for its acknowledgement
     * @throws KafkaException if the settings are no good, such as a host without an address
     */
    public static TaskSubmitter open(KafkaSettings settings, long timeoutMs) {
        return new TaskSubmitter(new KafkaProducer<>(ClientConfigs.producer(settings)), timeoutMs, settings.servers());
    }

    /**
     * Sends a task; {@code submitted} is told of the tasks that Kafka has acknowledged, in their order, in this call or a
     * later one.
     *
     * @throws KafkaReadException if a task sent before, or this one, was not acknowledged
     */
    public void submit(String topic, String id, byte[] payload, Consumer<String> submitted)
            throws KafkaReadException, InterruptedException {
        List<Header> headers = List.of(new RecordHeader(Headers.TASK_ID, id.getBytes(StandardCharsets.UTF_8)));
        try {
            onTheirWay.add(
                    new Sent(id, producer.send(new ProducerRecord<>(topic, null, null, null, payload, headers))));
        } catch (KafkaException e) {
            throw failed(id, e);
        }
        while (onTheirWay.size() > ON_THEIR_WAY_MAX) {
            awaitNext(submitted);
        }
    }

    /** Waits for all that is on its way. Errors as of {@link #submit}. */
    public void flush(Consumer<String> submitted) throws KafkaReadException, InterruptedException {
        while (!onTheirWay.isEmpty()) {
            awaitNext(submitted);
        }
    }

    private void awaitNext(Consumer<String> submitted) throws KafkaReadException, InterruptedException {
        Sent sent = onTheirWay.remove();
        try {
            sent.acknowledged().get(timeoutMs, TimeUnit.MILLISECONDS);
            submitted.accept(sent.id());
        } catch (ExecutionException | TimeoutException e) {
            throw failed(sent.id(), e);
        }
    }

    private KafkaReadException failed(String id, Exception cause) {
        return new KafkaReadException(
                "cannot submit task '" + id + "' to Kafka at " + servers + ": " + Causes.message(cause)
                        + "; it may have arrived all the same, so submit it again under the same id",
                cause);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}

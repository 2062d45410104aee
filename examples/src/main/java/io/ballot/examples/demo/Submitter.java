package io.ballot.examples.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Submits tasks as anybody may: a record on the queue's topic, with the task's id in a header. */
final class Submitter implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Webhooks webhooks;
    private final long[] offsets = new long[Plan.TASKS];
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Submitter(String bootstrapServers, String topic, Webhooks webhooks) {
        this.topic = topic;
        this.webhooks = webhooks;
        // Small batches and a small buffer: all this shares a machine with a broker and four nodes.
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        20,
                        "batch.size",
                        128 * 1024,
                        "buffer.memory",
                        8L * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Arrays.fill(offsets, -1);
    }

    /**
     * Submits all of them and returns when Kafka has acknowledged each.
     *
     * @throws IllegalStateException if Kafka did not take one
     */
    void submit(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, delivery.partition(), null, webhooks.payload(delivery.number()));
            record.headers().add("task-id", delivery.id().getBytes(StandardCharsets.UTF_8));
            producer.send(record, (metadata, refused) -> {
                if (refused != null) {
                    failure.compareAndSet(null, refused);
                    return;
                }
                if (!delivery.isDuplicate()) {
                    offsets[delivery.number()] = metadata.offset();
                }
                acknowledged.incrementAndGet();
            });
        }
        producer.flush();
        Exception refused = failure.get();
        if (refused != null) {
            throw new IllegalStateException("Kafka did not take a task: " + refused, refused);
        }
    }

    /** Records that Kafka has. */
    int submitted() {
        return acknowledged.get();
    }

    /** Where the task's first record is; of a task whose submission was acknowledged. */
    long offsetOf(int number) {
        return offsets[number];
    }

    @Override
    public void close() {
        producer.close();
    }
}

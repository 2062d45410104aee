package io.ballot.benchmarks.throughput;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topic that every subject works off: eight partitions, as many records in each, 100 bytes a record. */
final class Backlog {

    static final String TOPIC = "tasks";
    static final int PARTITIONS = 8;
    static final int PAYLOAD_BYTES = 100;

    private Backlog() {}

    static void fill(String bootstrap, int tasks, boolean named) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.of((short) 1))))
                    .all()
                    .get();
        }
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        byte[] payload = new byte[PAYLOAD_BYTES];
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers",
                bootstrap,
                "linger.ms",
                "20",
                "batch.size",
                "65536",
                "key.serializer",
                ByteArraySerializer.class.getName(),
                "value.serializer",
                ByteArraySerializer.class.getName()))) {
            for (int i = 0; i < tasks; i++) {
                ProducerRecord<byte[], byte[]> task = new ProducerRecord<>(TOPIC, i % PARTITIONS, null, payload);
                if (named) {
                    task.headers().add("task-id", ("task-" + i).getBytes(StandardCharsets.US_ASCII));
                }
                producer.send(task, (metadata, error) -> {
                    if (error != null) {
                        failure.set(error);
                    }
                });
            }
        }
        Exception error = failure.get();
        if (error != null) {
            throw new IllegalStateException("the backlog could not be written", error);
        }
    }
}

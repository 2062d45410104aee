package io.ballot.chaos.fault;

import io.ballot.chaos.effect.EffectStore;
import io.ballot.chaos.effect.Script;
import io.ballot.chaos.load.Feeder;
import io.ballot.chaos.load.Submitted;
import io.ballot.chaos.load.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Tasks in transactions: those of every second one are taken back, and nobody may ever execute them. */
final class AbortedTransactions {

    private static final int TRANSACTIONS = 30;
    private static final int RECORDS = 10;
    private static final long PAUSE_MS = 500;

    private AbortedTransactions() {}

    static void send(Scene scene) throws IOException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        scene.lab().brokers().bootstrap(),
                        "transactional.id",
                        "chaos-" + EffectStore.nowMs()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            for (int transaction = 0; transaction < TRANSACTIONS; transaction++) {
                send(scene, producer, transaction % 2 == 1);
                Scene.lasts(PAUSE_MS);
            }
        }
    }

    private static void send(Scene scene, KafkaProducer<byte[], byte[]> producer, boolean abort)
            throws IOException, InterruptedException {
        Map<String, Future<RecordMetadata>> sent = new java.util.LinkedHashMap<>();
        List<Submitted> records = new ArrayList<>();
        producer.beginTransaction();
        for (int record = 0; record < RECORDS; record++) {
            String id = "x" + EffectStore.nowMs() + "-" + record;
            int partition = scene.random().nextInt(Topic.PARTITIONS);
            sent.put(id, producer.send(Feeder.record(scene.topic().name(), partition, id, new Script(20, 0))));
        }
        producer.flush();
        for (Map.Entry<String, Future<RecordMetadata>> one : sent.entrySet()) {
            RecordMetadata metadata = metadata(one.getValue());
            int life = scene.feeder().life();
            records.add(new Submitted(
                    one.getKey(), life, metadata.partition(), metadata.offset(), EffectStore.nowMs(), abort));
        }
        // Known before it can be seen, so that a task is never executed before it is known as submitted.
        records.forEach(scene.feeder()::add);
        if (abort) {
            producer.abortTransaction();
        } else {
            producer.commitTransaction();
        }
    }

    private static RecordMetadata metadata(Future<RecordMetadata> sent) throws IOException, InterruptedException {
        try {
            return sent.get();
        } catch (ExecutionException failed) {
            throw new IOException("Kafka did not take a record", failed.getCause());
        }
    }
}

package io.ballot.chaos.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Strangers in the consumer group: each takes its share of the partitions, commits nothing, and leaves again. So partitions
 * move all the time, and for seconds nobody executes what is in some of them.
 */
final class RebalanceStorm {

    private static final int ROUNDS = 8;
    private static final long STAY_MS = 2_000;
    private static final long PAUSE_MS = 500;

    private RebalanceStorm() {}

    static void rage(Scene scene) throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            try (KafkaConsumer<byte[], byte[]> stranger = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers", scene.lab().brokers().bootstrap(),
                            "group.id", scene.lab().subject().group(),
                            "enable.auto.commit", false,
                            "max.poll.records", 1,
                            "partition.assignment.strategy", CooperativeStickyAssignor.class.getName()),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                stranger.subscribe(List.of(scene.topic().name()));
                long startNs = System.nanoTime();
                while (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs) < STAY_MS) {
                    stranger.poll(Duration.ofMillis(100));
                }
            }
            Scene.lasts(PAUSE_MS);
        }
    }
}

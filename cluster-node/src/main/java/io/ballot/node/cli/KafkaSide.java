package io.ballot.node.cli;

import io.ballot.node.kafka.KafkaQueue;
import io.ballot.node.kafka.KafkaReadException;
import io.ballot.node.kafka.KafkaSettings;
import io.ballot.node.kafka.LagReader;
import io.ballot.node.kafka.PartitionLag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** What is read from Kafka itself, so that it is true also when no node answers. */
final class KafkaSide implements AutoCloseable {

    private final Target target;
    private final String servers;
    private @Nullable LagReader maybeLag;

    KafkaSide(Target target, String servers) {
        this.target = target;
        this.servers = servers;
    }

    String servers() {
        return servers;
    }

    KafkaSettings settings() {
        return new KafkaSettings(
                target.cluster(),
                "cli",
                Map.of("bootstrap.servers", servers),
                target.clients().consumer(),
                target.clients().producer(),
                target.clients().admin(),
                0,
                target.timeoutMs(),
                List.of());
    }

    static KafkaQueue queue(QueueTopic queue) {
        return new KafkaQueue(queue.queue(), queue.topic(), false, Set.of(), 1, -1);
    }

    /** Each queue's partitions, or why they cannot be told. Once Kafka did not answer in time it is not asked again. */
    Map<String, Said<List<PartitionLag>>> lags(List<QueueTopic> queues) throws InterruptedException {
        Map<String, Said<List<PartitionLag>>> lags = new HashMap<>();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(target.timeoutMs());
        String lastWhy = "";
        for (QueueTopic queue : queues) {
            if (!lastWhy.isEmpty() && System.nanoTime() > deadline) {
                lags.put(queue.queue(), Said.nothing(lastWhy));
                continue;
            }
            Said<List<PartitionLag>> lag = lag(queue);
            lastWhy = lag.why();
            lags.put(queue.queue(), lag);
        }
        return lags;
    }

    private Said<List<PartitionLag>> lag(QueueTopic queue) throws InterruptedException {
        try {
            if (maybeLag == null) {
                maybeLag = LagReader.open(settings(), target.timeoutMs());
            }
            return Said.of(maybeLag.read(queue(queue)));
        } catch (KafkaReadException | KafkaException e) {
            return Said.nothing(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        if (maybeLag != null) {
            maybeLag.close();
        }
    }
}

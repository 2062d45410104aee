package io.ballot.node.admin;

import io.ballot.node.config.NodeConfig;
import io.ballot.node.config.QueueConfig;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.List;

/** Between queues, which the machine knows, and topics, which people and Kafka's own tools know. */
final class Places {

    private final NodeConfig config;

    Places(NodeConfig config) {
        this.config = config;
    }

    /** {@code TOPIC/PARTITION/OFFSET}. */
    String position(QueuePartition partition, long offset) {
        QueueConfig maybeQueue = config.queues().get(partition.queue());
        String topic =
                maybeQueue == null ? partition.queue() : maybeQueue.topic().name();
        return topic + "/" + partition.partition() + "/" + offset;
    }

    /** Names of the queues whose tasks are the records of that topic. */
    List<String> queuesOf(String topic) {
        List<String> queues = new ArrayList<>();
        config.queues().values().forEach(queue -> {
            if (queue.topic().name().equals(topic)) {
                queues.add(queue.name());
            }
        });
        return queues;
    }
}

package io.ballot.node.kafka;

import io.ballot.core.Command.SideTopic;
import java.util.Set;

/**
 * What this package has to know of a queue.
 *
 * @param name the queue's name, {@code [a-z][a-z0-9-]*}
 * @param topic the topic whose records are its tasks
 * @param create whether the topic is created where it is missing at the start
 * @param createSides which side topics are created where they are missing at the start
 * @param partitions of a topic that is created
 * @param replication replicas of a topic that is created, -1 for the broker's default
 */
public record KafkaQueue(
        String name, String topic, boolean create, Set<SideTopic> createSides, int partitions, int replication) {

    public KafkaQueue {
        createSides = Set.copyOf(createSides);
    }

    /** Name of the topic for dead letters or for parked tasks. */
    public String sideTopic(SideTopic side) {
        return topic
                + switch (side) {
                    case PARKED -> ".parked";
                    case DEAD_LETTER -> ".dlq";
                };
    }
}

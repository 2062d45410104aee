package io.ballot.node.kafka;

import java.util.List;
import java.util.Map;

/**
 * All that the Kafka adapter is told at its start.
 *
 * @param cluster name of the Ballot cluster, part of every group's name
 * @param nodeId name of this node, unique in the cluster: members of the groups are static and named by it
 * @param common settings of every client, {@code bootstrap.servers} among them, as given under {@code kafka.}
 * @param consumer settings for consumers only, before the common ones; {@code producer} and {@code admin} likewise
 * @param rebalanceDrainMs how long the machine may drain partitions that Kafka takes back; the consumer waits a little
 *     longer than that for its word
 * @param startDeadlineMs how long the start waits for a broker that does not answer
 */
public record KafkaSettings(
        String cluster,
        String nodeId,
        Map<String, String> common,
        Map<String, String> consumer,
        Map<String, String> producer,
        Map<String, String> admin,
        long rebalanceDrainMs,
        long startDeadlineMs,
        List<KafkaQueue> queues) {

    /** The brokers as configured, for messages to people. */
    public String servers() {
        return common.getOrDefault("bootstrap.servers", "localhost:9092");
    }
}

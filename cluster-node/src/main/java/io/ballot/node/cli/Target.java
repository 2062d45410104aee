package io.ballot.node.cli;

import io.ballot.node.zookeeper.ZooKeeperSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster a command is about, and how to reach what it consists of.
 *
 * @param zookeeper how to reach the referee
 * @param maybeAdmin the node to ask instead of ZooKeeper
 * @param maybeKafka bootstrap servers; null to take those that the nodes name
 * @param clients settings of the Kafka clients, without their servers
 * @param declared queues of the configuration at hand, for when no node answers
 * @param origin where the addresses come from, for messages
 * @param timeoutMs for each wait
 */
record Target(
        ZooKeeperSettings zookeeper,
        @Nullable URI maybeAdmin,
        @Nullable String maybeKafka,
        KafkaClients clients,
        List<QueueTopic> declared,
        String origin,
        int timeoutMs) {

    /** Settings of Kafka's clients by kind; may hold secrets. */
    record KafkaClients(Map<String, String> consumer, Map<String, String> producer, Map<String, String> admin) {

        @Override
        public String toString() {
            return "KafkaClients[…]";
        }
    }

    String cluster() {
        return zookeeper.cluster();
    }
}

package io.ballot.node.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * How to reach Kafka, and the complete settings of the three clients: what was passed through, Ballot's defaults and the
 * settings that Ballot fixes, {@code bootstrap.servers} included. What depends on the queue (group, member and client
 * ids) and the serializers are for the caller to add.
 *
 * @param bootstrapServers {@code HOST:PORT,…}
 * @param consumer settings by Kafka's names; may hold secrets
 * @param producer settings by Kafka's names; may hold secrets
 * @param admin settings by Kafka's names; may hold secrets
 */
public record KafkaConfig(
        String bootstrapServers,
        Map<String, String> consumer,
        Map<String, String> producer,
        Map<String, String> admin) {

    static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";

    public KafkaConfig {
        consumer = Map.copyOf(consumer);
        producer = Map.copyOf(producer);
        admin = Map.copyOf(admin);
    }

    static void define(Definition keys) {
        keys.group("Kafka")
                .text(
                        BOOTSTRAP_SERVERS,
                        "localhost:9092",
                        Form.BOOTSTRAP_SERVERS,
                        "The Kafka brokers to begin with: HOST:PORT, several separated by commas. One Kafka cluster for"
                                + " all queues.");
    }

    static KafkaConfig from(Values values, Map<String, Setting> settings) {
        String servers = values.text(BOOTSTRAP_SERVERS).replace(" ", "");
        return new KafkaConfig(
                servers,
                merged(KafkaClient.CONSUMER, servers, settings),
                merged(KafkaClient.PRODUCER, servers, settings),
                merged(KafkaClient.ADMIN, servers, settings));
    }

    /** Ballot's defaults, then what is for all clients and known to this one, then what is for this one, then the fixed. */
    private static Map<String, String> merged(KafkaClient client, String servers, Map<String, Setting> settings) {
        Map<String, String> merged = new TreeMap<>();
        settings.forEach((key, setting) -> {
            if (KafkaPassThrough.reaches(key, client) && KafkaClient.ofKey(key).isEmpty()) {
                merged.put(KafkaClient.nameOf(key), setting.value());
            }
        });
        settings.forEach((key, setting) -> {
            if (key.startsWith(client.prefix())) {
                merged.put(KafkaClient.nameOf(key), setting.value());
            }
        });
        Map<String, String> own = new TreeMap<>(client.defaults());
        own.putAll(client.fixed());
        if (isConsumerProtocol(merged)) {
            own.keySet().removeAll(KafkaClient.CLASSIC_ONLY);
        }
        client.defaults()
                .keySet()
                .forEach(name -> own.computeIfPresent(name, (n, value) -> merged.getOrDefault(n, value)));
        merged.putAll(own);
        merged.put("bootstrap.servers", servers);
        return merged;
    }

    /** Whether a consumer with these settings joins its group by the consumer protocol (KIP-848) and not by the classic one. */
    public static boolean isConsumerProtocol(Map<String, String> consumer) {
        return "consumer"
                .equalsIgnoreCase(
                        consumer.getOrDefault("group.protocol", "classic").strip());
    }

    /** Names the settings but not their values, which may be secrets. */
    @Override
    public String toString() {
        return "KafkaConfig[bootstrapServers=" + bootstrapServers + ", consumer=" + new TreeMap<>(consumer).keySet()
                + ", producer=" + new TreeMap<>(producer).keySet() + ", admin=" + new TreeMap<>(admin).keySet() + "]";
    }
}

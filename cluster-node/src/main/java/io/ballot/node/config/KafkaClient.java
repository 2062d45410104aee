package io.ballot.node.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The three Kafka clients of a node, the settings that each knows, and what Ballot gives them of its own.
 *
 * <p>Defaults may be changed; fixed settings may not, since Ballot's guarantees rest on them ({@link KafkaRules} has the
 * reasons). Both are given to the client.
 */
@SuppressWarnings("ImmutableEnumChecker") // Kafka's definitions and our maps are never changed after construction
enum KafkaClient {
    CONSUMER(
            "consumer",
            ConsumerConfig.configDef(),
            Map.of(
                    ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000",
                    ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "500",
                    ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic",
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            Map.of(
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName())),
    PRODUCER(
            "producer",
            ProducerConfig.configDef(),
            Map.of(),
            Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")),
    ADMIN("admin", AdminClientConfig.configDef(), Map.of(), Map.of());

    /** Before every setting that is passed through to Kafka. */
    static final String COMMON_PREFIX = "kafka.";

    private final String word;
    private final ConfigDef definition;
    private final Map<String, String> defaults;
    private final Map<String, String> fixed;

    KafkaClient(String word, ConfigDef definition, Map<String, String> defaults, Map<String, String> fixed) {
        this.word = word;
        this.definition = definition;
        this.defaults = new TreeMap<>(defaults);
        this.fixed = new TreeMap<>(fixed);
    }

    /** {@code kafka.consumer.} and so on: before a setting for this client alone. */
    String prefix() {
        return COMMON_PREFIX + word + ".";
    }

    /** Kafka's own description of the client's settings, without any prefix. */
    ConfigDef definition() {
        return definition;
    }

    boolean knows(String name) {
        return definition.names().contains(name);
    }

    Set<String> names() {
        return definition.names();
    }

    Map<String, String> defaults() {
        return defaults;
    }

    Map<String, String> fixed() {
        return fixed;
    }

    /**
     * What only the classic group protocol knows: under the consumer protocol these are the broker's, and a client that is
     * given one refuses to start.
     */
    static final Set<String> CLASSIC_ONLY = Set.of(
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);

    @Override
    public String toString() {
        return word;
    }

    /** The client that a full key is for; nothing when it is for all of them. */
    static Optional<KafkaClient> ofKey(String key) {
        for (KafkaClient client : values()) {
            if (key.startsWith(client.prefix())) {
                return Optional.of(client);
            }
        }
        return Optional.empty();
    }

    /** Kafka's name of a full key: {@code kafka.consumer.max.poll.records} is {@code max.poll.records}. */
    static String nameOf(String key) {
        String prefix = ofKey(key).map(KafkaClient::prefix).orElse(COMMON_PREFIX);
        return key.substring(prefix.length());
    }
}

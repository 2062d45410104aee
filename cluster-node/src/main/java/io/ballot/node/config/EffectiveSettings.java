package io.ballot.node.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * The settings that a node runs with, defaults included. A configuration keeps only what was given; this adds the rest,
 * also the defaults that are computed and those that Ballot gives Kafka's clients.
 */
public final class EffectiveSettings {

    /** Rightly different on each node of a healthy cluster. */
    private static final Set<String> EACH_NODE_ITS_OWN = Set.of(
            IdentityConfig.NODE_ID,
            IdentityConfig.NODE_WEIGHT,
            IdentityConfig.DATA_DIR,
            TransportConfig.HOST,
            TransportConfig.PORT,
            TransportConfig.ADVERTISED_HOST,
            AdminConfig.HOST,
            AdminConfig.PORT);

    private EffectiveSettings() {}

    /** All settings: the node's in the order of the reference, then each queue's, then what is passed through. */
    public static List<Setting> of(NodeConfig config) {
        List<Setting> all = new ArrayList<>(of(NodeConfig.definition(), config));
        config.queues().keySet().forEach(name -> all.addAll(of(QueueConfig.definition(name), config)));
        Map<String, Setting> passedThrough = new TreeMap<>();
        for (KafkaClient client : KafkaClient.values()) {
            client.defaults().forEach((name, value) -> {
                if (!config.settings().containsKey(KafkaClient.COMMON_PREFIX + name)) {
                    String key = client.prefix() + name;
                    passedThrough.put(key, new Setting(key, value, Origin.DEFAULT));
                }
            });
            client.fixed().forEach((name, value) -> {
                String key = client.prefix() + name;
                passedThrough.put(key, new Setting(key, value, Origin.FIXED));
            });
        }
        if (KafkaConfig.isConsumerProtocol(config.kafka().consumer())) {
            KafkaClient.CLASSIC_ONLY.forEach(name -> passedThrough.remove(KafkaClient.CONSUMER.prefix() + name));
        }
        config.settings().values().stream()
                .filter(setting -> KafkaPassThrough.isPassThrough(setting.key())
                        || ZooKeeperPassThrough.isPassThrough(setting.key()))
                .forEach(setting -> passedThrough.put(setting.key(), setting));
        all.addAll(passedThrough.values());
        return all;
    }

    /**
     * What should be the same on every node, by key, so that a difference between nodes can be shown. Without secrets:
     * it is published.
     */
    public static SortedMap<String, String> comparable(NodeConfig config) {
        SortedMap<String, String> comparable = new TreeMap<>();
        for (Setting setting : of(config)) {
            if (!EACH_NODE_ITS_OWN.contains(setting.key()) && !Secrets.isSecret(setting.key())) {
                comparable.put(setting.key(), setting.value().strip());
            }
        }
        return comparable;
    }

    private static List<Setting> of(Definition definition, NodeConfig config) {
        List<Setting> settings = new ArrayList<>();
        for (ConfigKey key : definition.keys()) {
            Setting given = config.settings().get(key.name);
            if (given != null) {
                settings.add(given);
            } else {
                defaultOf(definition, key, config)
                        .ifPresent(value -> settings.add(new Setting(key.name, value, Origin.DEFAULT)));
            }
        }
        return settings;
    }

    private static Optional<String> defaultOf(Definition definition, ConfigKey key, NodeConfig config) {
        if (key.name.equals(IdentityConfig.NODE_ID)) {
            return Optional.of(config.nodeId());
        }
        if (key.name.equals(TransportConfig.ADVERTISED_HOST)) {
            return Optional.of(config.transport().advertisedHost());
        }
        for (QueueConfig queue : config.queues().values()) {
            if (key.name.equals(QueueConfig.prefix(queue.name()) + TopicConfig.TOPIC)) {
                return Optional.of(queue.topic().name());
            }
        }
        return key.defaultValue == null ? Optional.empty() : Optional.of(definition.defaultText(key));
    }
}

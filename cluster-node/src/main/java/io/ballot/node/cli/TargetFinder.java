package io.ballot.node.cli;

import io.ballot.node.config.ConfigException;
import io.ballot.node.config.ConfigReport;
import io.ballot.node.config.NodeConfig;
import io.ballot.node.zookeeper.ZooKeeperSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cluster that is meant: the options; what they leave open is that of a running standalone of this
 * installation; else that of {@code conf/node.properties}. Whoever names one address means another cluster than the
 * standalone, so then that is left out.
 */
final class TargetFinder {

    private final Home home;
    private final Map<String, String> environment;

    TargetFinder(Home home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    Target find(GlobalOptions options) throws CommandFailedException {
        boolean named =
                options.maybeZooKeeper != null || options.maybeBootstrapServer != null || options.maybeAdmin != null;
        Optional<StandaloneAddress> standalone =
                named ? Optional.empty() : StandaloneAddress.read(home.standaloneFile());
        NodeConfig config = config(named || standalone.isPresent());
        Map<String, String> given = commandConfig(options.maybeCommandConfig);
        String cluster = standalone.map(StandaloneAddress::cluster).orElse(config.clusterName());
        String zookeeper = standalone
                .map(StandaloneAddress::zookeeper)
                .orElse(config.zookeeper().connect());
        String origin = standalone.isPresent()
                ? "the running standalone"
                : home.defaultConfig().map(Path::toString).orElse("the defaults");
        return new Target(
                new ZooKeeperSettings(
                        options.maybeZooKeeper != null ? options.maybeZooKeeper : zookeeper,
                        Math.max(2_000, Math.min(config.zookeeper().sessionTimeoutMs(), options.timeoutMs())),
                        options.timeoutMs(),
                        merged(config.zookeeper().client(), given, "zookeeper."),
                        options.maybeCluster != null ? options.maybeCluster : cluster),
                options.maybeAdmin,
                kafka(options, standalone, config),
                new Target.KafkaClients(
                        kafkaClient(config.kafka().consumer(), given),
                        kafkaClient(config.kafka().producer(), given),
                        kafkaClient(config.kafka().admin(), given)),
                config.queues().values().stream()
                        .map(queue -> new QueueTopic(queue.name(), queue.topic().name()))
                        .toList(),
                named ? "the command line" : origin,
                options.timeoutMs());
    }

    /** A ZooKeeper or a node that was named has its own Kafka, which its nodes know. */
    private static @Nullable String kafka(
            GlobalOptions options, Optional<StandaloneAddress> standalone, NodeConfig config) {
        if (options.maybeBootstrapServer != null) {
            return options.maybeBootstrapServer;
        }
        if (options.maybeZooKeeper != null || options.maybeAdmin != null) {
            return null;
        }
        return standalone.map(StandaloneAddress::kafka).orElse(config.kafka().bootstrapServers());
    }

    /** @param forgiving whether the addresses are known from elsewhere, so that a wrong file does no harm */
    private NodeConfig config(boolean forgiving) throws CommandFailedException {
        try {
            return NodeConfig.load(home.defaultConfig().orElse(null), Map.of(), environment);
        } catch (ConfigException e) {
            if (forgiving) {
                return NodeConfig.of(Map.of());
            }
            throw CommandFailedException.wrongUse(ConfigReport.failure(e).strip());
        }
    }

    private static Map<String, String> commandConfig(@Nullable Path maybeFile) throws CommandFailedException {
        Map<String, String> settings = new TreeMap<>();
        if (maybeFile != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(maybeFile)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw CommandFailedException.wrongUse(
                        "cannot read --command-config " + maybeFile + ": " + e.getMessage());
            }
            properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        }
        return settings;
    }

    private static Map<String, String> merged(Map<String, String> base, Map<String, String> given, String prefix) {
        Map<String, String> merged = new TreeMap<>(base);
        given.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                merged.put(key, value);
            }
        });
        return merged;
    }

    /** Kafka's own files have no prefix, a node's has {@code kafka.}: both are taken. */
    private static Map<String, String> kafkaClient(Map<String, String> base, Map<String, String> given) {
        Map<String, String> merged = new TreeMap<>(base);
        merged.remove("bootstrap.servers");
        given.forEach((key, value) -> {
            for (String prefix : List.of("kafka.consumer.", "kafka.producer.", "kafka.admin.", "kafka.", "")) {
                if (key.startsWith(prefix) && !key.startsWith("zookeeper.")) {
                    merged.put(key.substring(prefix.length()), value);
                    break;
                }
            }
        });
        return merged;
    }
}

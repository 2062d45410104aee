package io.ballot.node.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a node is told before it starts, parsed, checked and immutable. Get one from {@link #load} (file,
 * environment, flags) or {@link #of} (a program that embeds a node, a test); both throw with all problems at once.
 *
 * @param identity cluster, node, data directory
 * @param zookeeper how to reach ZooKeeper
 * @param kafka how to reach Kafka
 * @param transport where the other nodes reach this one
 * @param admin where this node answers over HTTP
 * @param lease heartbeats and leases
 * @param membership cut-off, election, start without the last members
 * @param doubt doubtful tasks
 * @param registry filter and memory of outcomes
 * @param flow commits, hand-overs, the stop
 * @param queues by name, in the order of their declaration
 * @param settings what was given, by key, with its origin; holds secrets
 * @param warnings what looks wrong but does not keep the node from starting; for the log
 */
public record NodeConfig(
        IdentityConfig identity,
        ZooKeeperConfig zookeeper,
        KafkaConfig kafka,
        TransportConfig transport,
        AdminConfig admin,
        LeaseConfig lease,
        MembershipConfig membership,
        DoubtConfig doubt,
        RegistryConfig registry,
        FlowConfig flow,
        Map<String, QueueConfig> queues,
        Map<String, Setting> settings,
        List<Problem> warnings) {

    public NodeConfig {
        queues = Collections.unmodifiableMap(new LinkedHashMap<>(queues));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a configuration. A flag beats the environment, that beats the file, and that the default.
     *
     * @param file the {@code .properties} file; null: none
     * @param flags values of {@code --set}, by key
     * @param environment usually {@link System#getenv()}
     * @throws ConfigException with everything that is wrong, a file that cannot be read included
     */
    public static NodeConfig load(@Nullable Path file, Map<String, String> flags, Map<String, String> environment) {
        return new ConfigLoader(Surroundings.of(environment)).load(file, flags, environment);
    }

    /**
     * A configuration given in code; what is not given has its default. Neither file nor environment is read.
     *
     * @param values by key, as they would stand in a file
     * @throws ConfigException with everything that is wrong
     */
    public static NodeConfig of(Map<String, String> values) {
        return new ConfigLoader(Surroundings.of(Map.of())).of(values);
    }

    /** The name of the cluster, {@code cluster.name}. */
    public String clusterName() {
        return identity.clusterName();
    }

    /** The name of this node, {@code node.id}. */
    public String nodeId() {
        return identity.nodeId();
    }

    /** The queue of that name. Throws {@link IllegalArgumentException} when none is declared. */
    public QueueConfig queueOrThrow(String name) {
        QueueConfig queue = queues.get(name);
        if (queue == null) {
            throw new IllegalArgumentException("no queue '" + name + "', only " + queues.keySet());
        }
        return queue;
    }

    /** The keys of a node, in the order of the reference; those of a queue stand in {@link QueueConfig}. */
    static Definition definition() {
        Definition keys = new Definition();
        IdentityConfig.define(keys);
        ZooKeeperConfig.define(keys);
        KafkaConfig.define(keys);
        TransportConfig.define(keys);
        AdminConfig.define(keys);
        LeaseConfig.define(keys);
        MembershipConfig.define(keys);
        DoubtConfig.define(keys);
        RegistryConfig.define(keys);
        FlowConfig.define(keys);
        QueueConfig.defineNames(keys);
        return keys;
    }
}

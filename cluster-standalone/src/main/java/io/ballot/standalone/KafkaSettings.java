package io.ballot.standalone;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The broker's settings for one broker that is its own controller.
 *
 * <p>Everything here departs from Kafka's default for one of three reasons: there is one broker, so nothing can have
 * a second replica; it shares a small machine with the nodes, so it is to be small and idle when nothing happens; or
 * a person or a test is waiting for it. What changes the meaning of a commit, a fetch or a transaction stays at its
 * default.
 */
final class KafkaSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String CLIENT_LISTENER = "PLAINTEXT";

    private KafkaSettings() {}

    /** Returns the settings; {@code overrides} win. */
    static Map<String, String> of(String host, int port, int controllerPort, Path data, Map<String, String> overrides) {
        Map<String, String> settings = new LinkedHashMap<>();
        identity(settings, host, port, controllerPort, data);
        oneReplica(settings);
        small(settings);
        prompt(settings);
        settings.putAll(overrides);
        return settings;
    }

    private static void identity(Map<String, String> settings, String host, int port, int controllerPort, Path data) {
        String client = CLIENT_LISTENER + "://" + host + ":" + port;
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("listeners", client + "," + CONTROLLER_LISTENER + "://" + host + ":" + controllerPort);
        settings.put("advertised.listeners", client);
        settings.put(
                "listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", CLIENT_LISTENER);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        // Static voters are not stored in the metadata log, so the controller's port may change from start to start.
        settings.put("controller.quorum.voters", NODE_ID + "@" + host + ":" + controllerPort);
        settings.put("log.dirs", data.toString());
        // A topic that nobody created is a mistake worth seeing, not one worth hiding.
        settings.put("auto.create.topics.enable", "false");
        // Tasks wait until they were executed, however long that takes.
        settings.put("log.retention.ms", "-1");
        settings.put("log.retention.bytes", "-1");
    }

    private static void oneReplica(Map<String, String> settings) {
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
    }

    private static void small(Map<String, String> settings) {
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        settings.put("log.cleaner.io.buffer.size", Integer.toString(128 << 10));
        // An index is mapped at this size for every partition; at 4 KiB of log an entry 1 MiB still covers 512 MiB.
        settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        settings.put("metric.reporters", "");
        // Twice a second the controller would append a record that only a quorum of several needs.
        settings.put("metadata.max.idle.interval.ms", "5000");
    }

    private static void prompt(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "100");
        settings.put("broker.heartbeat.interval.ms", "500");
        // After a SIGKILL the controller refuses the broker's new life until the old one's session is over.
        settings.put("broker.session.timeout.ms", "4000");
        settings.put("controller.quorum.election.timeout.ms", "200");
        settings.put("controller.quorum.election.backoff.max.ms", "200");
    }
}

package io.ballot.chaos.lab;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of one broker. They depart from Kafka's defaults where several brokers share a small machine and where a run
 * would have to wait; what changes the meaning of a commit, a fetch or a transaction stays.
 */
final class BrokerSettings {

    private BrokerSettings() {}

    static Map<String, String> of(List<Host> hosts, int broker, Path data) {
        Map<String, String> settings = new LinkedHashMap<>();
        String address = hosts.get(broker).address();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(broker + 1));
        settings.put("listeners", "PLAINTEXT://" + address + ":9092,CONTROLLER://" + address + ":9093");
        settings.put("advertised.listeners", "PLAINTEXT://" + address + ":9092");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", voters(hosts));
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.retention.ms", "-1");
        replicas(settings, hosts.size());
        small(settings);
        prompt(settings);
        return settings;
    }

    private static String voters(List<Host> hosts) {
        StringBuilder voters = new StringBuilder();
        for (int broker = 0; broker < hosts.size(); broker++) {
            voters.append(broker == 0 ? "" : ",")
                    .append(broker + 1)
                    .append('@')
                    .append(hosts.get(broker).address())
                    .append(":9093");
        }
        return voters.toString();
    }

    private static void replicas(Map<String, String> settings, int brokers) {
        String replicas = Integer.toString(Math.min(3, brokers));
        String inSync = brokers >= 3 ? "2" : "1";
        for (String key : List.of(
                "default.replication.factor",
                "offsets.topic.replication.factor",
                "transaction.state.log.replication.factor",
                "share.coordinator.state.topic.replication.factor")) {
            settings.put(key, replicas);
        }
        for (String key : List.of(
                "min.insync.replicas", "transaction.state.log.min.isr", "share.coordinator.state.topic.min.isr")) {
            settings.put(key, inSync);
        }
    }

    private static void small(Map<String, String> settings) {
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "2");
        settings.put("share.coordinator.state.topic.num.partitions", "2");
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "1");
        settings.put("log.cleaner.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        settings.put("log.cleaner.io.buffer.size", Integer.toString(128 << 10));
        settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        settings.put("metric.reporters", "");
        settings.put("metadata.max.idle.interval.ms", "5000");
    }

    private static void prompt(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("broker.session.timeout.ms", "4000");
        settings.put("controller.quorum.election.timeout.ms", "1000");
        settings.put("controller.quorum.fetch.timeout.ms", "2000");
    }
}

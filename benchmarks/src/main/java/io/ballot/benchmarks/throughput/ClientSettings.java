package io.ballot.benchmarks.throughput;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer settings of all subjects. Ballot gives its consumers the same by default; those that may be set are set all
 * the same, so that a change of a default does not make the comparison unfair.
 */
final class ClientSettings {

    private static final Map<String, String> FREE = new TreeMap<>(Map.of(
            "max.poll.records", "2000",
            "receive.buffer.bytes", "-1",
            "session.timeout.ms", "10000",
            "heartbeat.interval.ms", "500",
            "auto.offset.reset", "earliest"));

    private static final Map<String, String> FIXED_BY_BALLOT = new TreeMap<>(Map.of(
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "allow.auto.create.topics", "false",
            "group.protocol", "classic",
            "partition.assignment.strategy", CooperativeStickyAssignor.class.getName(),
            "key.deserializer", ByteArrayDeserializer.class.getName(),
            "value.deserializer", ByteArrayDeserializer.class.getName()));

    private ClientSettings() {}

    static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(FREE);
        all.putAll(FIXED_BY_BALLOT);
        return all;
    }

    /** Those that a node's configuration may name, as its keys. */
    static Map<String, String> asNodeKeys() {
        Map<String, String> keys = new TreeMap<>();
        FREE.forEach((name, value) -> keys.put("kafka.consumer." + name, value));
        return keys;
    }
}

package io.ballot.node.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a node, or of one queue: a thin builder over Kafka's {@link ConfigDef} that keeps each definition to one
 * readable statement and remembers how to describe a default that is computed ("the queue's name"). Definition order is
 * the order of the reference and of {@code conf/node.properties}.
 */
final class Definition {

    private final ConfigDef def = new ConfigDef();
    private final Map<String, String> computedDefaults = new HashMap<>();
    private String group = "";
    private int order;

    /** Starts a section of the reference; the keys that follow belong to it. */
    Definition group(String title) {
        group = title;
        return this;
    }

    /** A whole number of milliseconds. */
    Definition millis(String key, long defaultMs, long minMs, long maxMs, String doc) {
        return add(key, ConfigDef.Type.LONG, defaultMs, new Between(minMs, maxMs), doc);
    }

    Definition integer(String key, int defaultValue, int min, int max, String doc) {
        return add(key, ConfigDef.Type.INT, defaultValue, new Between(min, max), doc);
    }

    Definition count(String key, long defaultValue, long min, long max, String doc) {
        return add(key, ConfigDef.Type.LONG, defaultValue, new Between(min, max), doc);
    }

    Definition fraction(String key, double defaultValue, double min, double max, String doc) {
        return add(key, ConfigDef.Type.DOUBLE, defaultValue, new Between(min, max), doc);
    }

    Definition flag(String key, boolean defaultValue, String doc) {
        return add(key, ConfigDef.Type.BOOLEAN, defaultValue, Choice.of("true", "false"), doc);
    }

    Definition text(String key, @Nullable String defaultValue, ConfigDef.Validator allowed, String doc) {
        return add(key, ConfigDef.Type.STRING, defaultValue, allowed, doc);
    }

    /** Text whose default is computed; {@code describedAs} says how, and nothing at all is "none". */
    Definition computed(String key, String describedAs, ConfigDef.Validator allowed, String doc) {
        computedDefaults.put(key, describedAs);
        return add(key, ConfigDef.Type.STRING, null, allowed, doc);
    }

    Definition names(String key, String doc) {
        return add(key, ConfigDef.Type.LIST, List.of(), null, doc);
    }

    ConfigDef def() {
        return def;
    }

    /** The keys in the order of their definition. */
    List<ConfigKey> keys() {
        return def.configKeys().values().stream()
                .sorted((a, b) -> Integer.compare(a.orderInGroup, b.orderInGroup))
                .toList();
    }

    boolean has(String key) {
        return def.configKeys().containsKey(key);
    }

    /** The default as the reference prints it; empty when the key has none. */
    String defaultText(ConfigKey key) {
        String computed = computedDefaults.get(key.name);
        if (computed != null) {
            return computed;
        }
        if (key.defaultValue instanceof Double number) {
            return Between.text(number);
        }
        return key.defaultValue == null ? "" : ConfigDef.convertToString(key.defaultValue, key.type);
    }

    /** Whether the default is described rather than written as it would be set. */
    boolean isComputed(ConfigKey key) {
        return computedDefaults.containsKey(key.name);
    }

    /** What may be written, for people; empty when anything may. */
    static String allowedText(ConfigKey key) {
        return key.validator == null ? "" : key.validator.toString();
    }

    private Definition add(
            String key,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            ConfigDef.@Nullable Validator allowed,
            String doc) {
        def.define(key, type, defaultValue, allowed, Importance.MEDIUM, doc, group, order++, Width.MEDIUM, key);
        return this;
    }
}

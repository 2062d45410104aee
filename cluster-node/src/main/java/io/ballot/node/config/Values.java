package io.ballot.node.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigValue;

/**
 * The parsed values of one {@link Definition}. A value that does not pass is reported and its default used instead, so
 * that the rest of the configuration can still be judged in the same go; nobody ever runs with it, because a reported
 * error ends in a {@link ConfigException}.
 */
final class Values {

    private final Map<String, Object> parsed;

    private Values(Map<String, Object> parsed) {
        this.parsed = parsed;
    }

    static Values parse(Definition definition, Map<String, Setting> settings, Problems problems) {
        Map<String, String> raw = new HashMap<>();
        for (ConfigKey key : definition.keys()) {
            Setting setting = settings.get(key.name);
            if (setting != null) {
                raw.put(key.name, setting.value().strip());
            }
        }
        Map<String, ConfigValue> judgements = definition.def().validateAll(raw);
        for (ConfigKey key : definition.keys()) {
            Setting setting = settings.get(key.name);
            ConfigValue judged = judgements.get(key.name);
            if (setting != null && judged != null && !judged.errorMessages().isEmpty()) {
                problems.error(key.name, setting.origin(), InvalidValue.describe(definition, key, setting, judged));
                raw.remove(key.name);
            }
        }
        return new Values(definition.def().parse(raw));
    }

    String text(String key) {
        return (String) get(key);
    }

    Optional<String> maybeText(String key) {
        return Optional.ofNullable((String) parsed.get(key));
    }

    long number(String key) {
        return ((Number) get(key)).longValue();
    }

    int integer(String key) {
        return Math.toIntExact(number(key));
    }

    double fraction(String key) {
        return ((Number) get(key)).doubleValue();
    }

    boolean flag(String key) {
        return (Boolean) get(key);
    }

    private Object get(String key) {
        Object value = parsed.get(key);
        if (value == null) {
            throw new IllegalStateException("no value and no default for " + key + ", read from " + parsed.keySet());
        }
        return value;
    }
}

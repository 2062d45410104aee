package io.ballot.node.config;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Says in our words what Kafka's {@code ConfigDef} found wrong with a value. Its messages repeat key and value (also a
 * secret one) and name Java types; a person needs what is wrong, what is allowed and what the default is.
 */
final class InvalidValue {

    private static final Map<ConfigDef.Type, String> NOT_OF_TYPE = Map.of(
            ConfigDef.Type.INT, "not a whole number",
            ConfigDef.Type.LONG, "not a whole number",
            ConfigDef.Type.SHORT, "not a whole number",
            ConfigDef.Type.DOUBLE, "not a number",
            ConfigDef.Type.BOOLEAN, "neither true nor false");

    private InvalidValue() {}

    static String describe(Definition definition, ConfigKey key, Setting setting, ConfigValue judged) {
        StringBuilder message = new StringBuilder(reason(key, setting, judged));
        String allowed = Definition.allowedText(key);
        String fallback = definition.defaultText(key);
        if (!allowed.isEmpty()) {
            message.append("; allowed: ").append(allowed);
        }
        if (!fallback.isEmpty()) {
            message.append("; default: ").append(fallback);
        }
        return message.toString();
    }

    /** The value (unless secret) and what is wrong with it, without what would be allowed. */
    static String reason(ConfigKey key, Setting setting, ConfigValue judged) {
        String quoted = "'" + setting.shown() + "': ";
        if (Secrets.isSecret(setting.key())) {
            return quoted + "not a valid value";
        }
        String ofType = NOT_OF_TYPE.get(key.type);
        if (ofType != null && !parses(key, setting.value())) {
            return quoted + ofType;
        }
        String message = judged.errorMessages().get(0);
        String preamble = " for configuration " + key.name + ": ";
        int start = message.indexOf(preamble);
        return quoted + (start >= 0 ? message.substring(start + preamble.length()) : message);
    }

    private static boolean parses(ConfigKey key, String value) {
        try {
            ConfigDef.parseType(key.name, value, key.type);
            return true;
        } catch (org.apache.kafka.common.config.ConfigException e) {
            return false; // the answer itself: the caller says what the value should have been
        }
    }
}

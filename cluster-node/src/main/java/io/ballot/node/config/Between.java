package io.ballot.node.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Numbers from {@code min} to {@code max}, both allowed. Kafka's own range prints as {@code [1,...,65535]}; people read this. */
record Between(Number min, Number max) implements ConfigDef.Validator {

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (value instanceof Number number
                && (number.doubleValue() < min.doubleValue() || number.doubleValue() > max.doubleValue())) {
            throw new ConfigException(name, value, "out of range");
        }
    }

    @Override
    public String toString() {
        return min + " to " + max;
    }
}

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
        return text(min) + " to " + text(max);
    }

    /** {@code 1e-6} instead of Java's {@code 1.0E-6}. */
    static String text(Number number) {
        return number.toString().replace(".0E", "e");
    }
}

package io.ballot.node.config;

import java.util.OptionalLong;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * A whole number, or one word that stands for "no number" ({@code none}, {@code auto}). A word rather than 0 or -1,
 * because nobody has to look up what it means.
 */
record NumberOr(String word, long min, long max) implements ConfigDef.Validator {

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (value == null || value.equals(word)) {
            return;
        }
        long number;
        try {
            number = Long.parseLong(value.toString());
        } catch (NumberFormatException e) {
            throw new ConfigException(name, value, "neither a whole number nor '" + word + "'");
        }
        if (number < min || number > max) {
            throw new ConfigException(name, value, "out of range");
        }
    }

    /** The number, or nothing for the word. The value must have passed {@link #ensureValid}. */
    OptionalLong parse(String value) {
        return value.equals(word) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }

    @Override
    public String toString() {
        return "'" + word + "', or " + min + " to " + max;
    }
}

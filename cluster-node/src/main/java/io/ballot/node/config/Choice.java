package io.ballot.node.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * One word of a list. Words of the published configuration that this version does not act on yet are known too: they get
 * an answer that says so, instead of "no such value" or, worse, silence.
 *
 * @param words what may be chosen
 * @param notYet what is documented but not available in this version
 */
record Choice(List<String> words, List<String> notYet) implements ConfigDef.Validator {

    static Choice of(String... words) {
        return new Choice(List.of(words), List.of());
    }

    Choice notYet(String... later) {
        return new Choice(words, List.of(later));
    }

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (value == null || words.contains(value.toString())) {
            return;
        }
        if (notYet.contains(value.toString())) {
            throw new ConfigException(name, value, "not available in this version");
        }
        throw new ConfigException(name, value, "no such choice" + Suggestion.hint(value.toString(), words));
    }

    @Override
    public String toString() {
        return String.join(", ", words);
    }
}

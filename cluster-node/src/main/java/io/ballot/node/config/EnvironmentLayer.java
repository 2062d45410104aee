package io.ballot.node.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings from {@code BALLOT_…} variables: the key in upper case, {@code _} for {@code .} and {@code -}. Such a name
 * cannot be turned back into its key, so the variables are looked up from the known keys, never parsed.
 */
final class EnvironmentLayer {

    static final String PREFIX = "BALLOT_";

    /** Read by the scripts or elsewhere, not keys. */
    static final Set<String> NOT_KEYS =
            Set.of("BALLOT_HOME", "BALLOT_HEAP_OPTS", "BALLOT_JVM_OPTS", "BALLOT_LOG_LEVEL");

    private EnvironmentLayer() {}

    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The settings found, by key. A variable that no key asks for is warned of; one that two ask for is an error. */
    static Map<String, Setting> read(Map<String, String> environment, KeyCatalog catalog, Problems problems) {
        Map<String, List<String>> keysOf = new HashMap<>();
        for (String key : catalog.known()) {
            keysOf.computeIfAbsent(variable(key), variable -> new ArrayList<>()).add(key);
        }
        Map<String, Setting> settings = new TreeMap<>();
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (!variable.startsWith(PREFIX) || NOT_KEYS.contains(variable)) {
                return;
            }
            List<String> keys = keysOf.getOrDefault(variable, List.of());
            Origin origin = Origin.environment(variable);
            if (keys.isEmpty()) {
                problems.warn("", origin, "ignored, no key has this name" + Suggestion.hint(variable, keysOf.keySet()));
            } else if (keys.size() > 1) {
                problems.error("", origin, "could mean any of " + String.join(", ", keys) + "; set it in the file");
            } else {
                settings.put(keys.get(0), new Setting(keys.get(0), value, origin));
            }
        });
        return settings;
    }
}

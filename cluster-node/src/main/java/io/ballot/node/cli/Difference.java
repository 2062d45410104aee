package io.ballot.node.cli;

import io.ballot.node.admin.SettingsReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A setting that should be the same on every node and is not.
 *
 * @param values by node; {@code (none)} where the key has no value
 */
record Difference(String key, Map<String, String> values) {

    private static final String NO_VALUE = "(none)";

    static List<Difference> among(Map<String, Said<SettingsReport>> said) {
        Map<String, Map<String, String>> byNode = new TreeMap<>();
        Set<String> keys = new TreeSet<>();
        said.forEach((node, one) -> {
            SettingsReport maybeSettings = one.maybeValue();
            if (maybeSettings != null) {
                byNode.put(node, maybeSettings.comparable());
                keys.addAll(maybeSettings.comparable().keySet());
            }
        });
        List<Difference> differences = new ArrayList<>();
        for (String key : keys) {
            Map<String, String> values = new TreeMap<>();
            byNode.forEach((node, settings) -> values.put(node, settings.getOrDefault(key, NO_VALUE)));
            if (new HashSet<>(values.values()).size() > 1) {
                differences.add(new Difference(key, values));
            }
        }
        return differences;
    }

    @Override
    public String toString() {
        List<String> each = new ArrayList<>();
        values.forEach((node, value) -> each.add(node + "=" + value));
        return key + ": " + String.join(", ", each);
    }
}

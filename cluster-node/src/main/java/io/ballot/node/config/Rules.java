package io.ballot.node.config;

import java.util.List;
import java.util.Map;

/**
 * States rules about several keys at once. A broken rule is reported at the first of its keys that somebody gave, since
 * that is the line to change; it is not reported when one of its keys has no usable value anyway.
 */
record Rules(Map<String, Setting> settings, Problems problems) {

    /**
     * An error unless {@code holds}.
     *
     * @param keys what the rule is about, the one most likely at fault first
     * @param message what is wrong, with the values, and what to do
     */
    void require(boolean holds, List<String> keys, String message) {
        if (!holds && usable(keys)) {
            Setting setting = culprit(keys);
            problems.error(setting.key(), setting.origin(), message);
        }
    }

    /** A warning unless {@code holds}. */
    void expect(boolean holds, List<String> keys, String message) {
        if (!holds && usable(keys)) {
            Setting setting = culprit(keys);
            problems.warn(setting.key(), setting.origin(), message);
        }
    }

    boolean given(String key) {
        return settings.containsKey(key);
    }

    private boolean usable(List<String> keys) {
        return keys.stream().noneMatch(problems::isBroken);
    }

    private Setting culprit(List<String> keys) {
        for (String key : keys) {
            Setting setting = settings.get(key);
            if (setting != null) {
                return setting;
            }
        }
        return new Setting(keys.get(0), "", Origin.DEFAULT);
    }
}

package io.ballot.node.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a configuration given in code is judged to be, in a form that a test can state in one line. */
final class Judged {

    private Judged() {}

    /** {@code key, value, key, value, …} as a map. */
    static Map<String, String> settings(String... keysAndValues) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    /** The configuration, which must be good. */
    static NodeConfig config(String... keysAndValues) {
        return NodeConfig.of(settings(keysAndValues));
    }

    /** The queue {@code q} with a worker handed over by the program, and these keys after {@code queue.q.}. */
    static QueueConfig queue(String... keysAndValues) {
        return NodeConfig.of(queueSettings(keysAndValues)).queueOrThrow("q");
    }

    /** {@code key: message} of every error; empty when there is none. */
    static List<String> errors(Map<String, String> settings) {
        try {
            NodeConfig.of(settings);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(p -> p.key() + ": " + p.message()).toList();
        }
    }

    static List<String> errors(String... keysAndValues) {
        return errors(settings(keysAndValues));
    }

    static List<String> queueErrors(String... keysAndValues) {
        return errors(queueSettings(keysAndValues));
    }

    /** {@code key: message} of every warning but that no queue is declared. */
    static List<String> warnings(Map<String, String> settings) {
        return NodeConfig.of(settings).warnings().stream()
                .filter(p -> !p.key().equals("queues"))
                .map(p -> p.key() + ": " + p.message())
                .toList();
    }

    static Map<String, String> queueSettings(String... keysAndValues) {
        Map<String, String> settings = settings("queues", "q", "queue.q.worker", "embedded");
        settings(keysAndValues).forEach((key, value) -> settings.put("queue.q." + key, value));
        return settings;
    }
}

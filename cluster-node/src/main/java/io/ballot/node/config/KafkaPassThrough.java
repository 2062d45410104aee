package io.ballot.node.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Judges the settings that are passed through to Kafka with Kafka's own definitions, so that a bad value is reported with
 * its line before any client is made. A {@code kafka.X} goes to the clients that know {@code X}; one that none of them
 * knows may belong to a plug-in (a login module, an interceptor), so it goes to all with a warning, unless it is but a
 * letter or two away from a setting that exists.
 */
final class KafkaPassThrough {

    static final String ONE_CLUSTER = "tasks, offsets and dead letters must be in one Kafka cluster; set "
            + KafkaConfig.BOOTSTRAP_SERVERS + ", remove this line";

    private KafkaPassThrough() {}

    static boolean isPassThrough(String key) {
        return key.startsWith(KafkaClient.COMMON_PREFIX) && !key.equals(KafkaConfig.BOOTSTRAP_SERVERS);
    }

    /** Every key that Kafka's clients are known to understand, with prefix. */
    static Set<String> knownKeys() {
        Set<String> keys = new TreeSet<>();
        for (KafkaClient client : KafkaClient.values()) {
            for (String name : client.names()) {
                keys.add(KafkaClient.COMMON_PREFIX + name);
                keys.add(client.prefix() + name);
            }
        }
        return keys;
    }

    /** Whether a key is handed to a client, by itself or among all. */
    static boolean reaches(String key, KafkaClient client) {
        if (!isPassThrough(key)) {
            return false;
        }
        String name = KafkaClient.nameOf(key);
        return KafkaClient.ofKey(key)
                .map(only -> only == client)
                .orElseGet(() -> client.knows(name) || !knownToAny(name));
    }

    static void judge(Map<String, Setting> settings, Problems problems) {
        for (Setting setting : settings.values()) {
            if (isPassThrough(setting.key())) {
                judge(setting, problems);
            }
        }
    }

    private static void judge(Setting setting, Problems problems) {
        String name = KafkaClient.nameOf(setting.key());
        if (name.equals("bootstrap.servers")) {
            problems.error(setting.key(), setting.origin(), "refused: " + ONE_CLUSTER);
            return;
        }
        List<KafkaClient> clients = Arrays.stream(KafkaClient.values())
                .filter(client -> reaches(setting.key(), client))
                .toList();
        if (clients.stream().noneMatch(client -> client.knows(name))) {
            unknown(setting, name, clients, problems);
            return;
        }
        for (KafkaClient client : clients) {
            KafkaRules.judge(client, name, setting, problems);
            if (!problems.isBroken(setting.key())) { // clients share definitions: one message is enough
                judgeValue(client, name, setting, problems);
            }
        }
    }

    private static void unknown(Setting setting, String name, List<KafkaClient> clients, Problems problems) {
        Set<String> known = new TreeSet<>();
        clients.forEach(client -> known.addAll(client.names()));
        String unknown =
                "no setting of " + (clients.size() == 1 ? "Kafka's " + clients.get(0) + " client" : "any Kafka client");
        Suggestion.nearest(name, known)
                .ifPresentOrElse(
                        near -> problems.error(
                                setting.key(), setting.origin(), unknown + "; did you mean '" + near + "'?"),
                        () -> problems.warn(
                                setting.key(),
                                setting.origin(),
                                unknown + "; passed on for a plug-in that may know it"));
    }

    private static void judgeValue(KafkaClient client, String name, Setting setting, Problems problems) {
        ConfigKey key = client.definition().configKeys().get(name);
        if (key == null || setting.value().contains("${")) {
            return; // unknown here, or filled in by one of Kafka's own config providers when the client is made
        }
        ConfigValue judged =
                client.definition().validateAll(Map.of(name, setting.value())).get(name);
        if (judged != null && !judged.errorMessages().isEmpty()) {
            problems.error(setting.key(), setting.origin(), InvalidValue.reason(key, setting, judged));
        }
    }

    private static boolean knownToAny(String name) {
        return Arrays.stream(KafkaClient.values()).anyMatch(client -> client.knows(name));
    }
}

package io.ballot.node.config;

import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Which values must never be printed. Kafka marks its own secrets by type; ZooKeeper's keys and those of plug-ins carry
 * no type, so a name that sounds like a secret counts as one. Hiding a harmless value costs a look into the file;
 * printing a password costs the password.
 */
final class Secrets {

    static final String HIDDEN = "[hidden]";

    private static final List<String> WORDS =
            List.of("password", "passwd", "secret", "jaas", "token", "credential", "private.key");

    private Secrets() {}

    static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains) || isKafkaPassword(key);
    }

    static String shown(String key, String value) {
        return isSecret(key) ? HIDDEN : value;
    }

    private static boolean isKafkaPassword(String key) {
        if (!key.startsWith(KafkaClient.COMMON_PREFIX)) {
            return false;
        }
        String name = KafkaClient.nameOf(key);
        for (KafkaClient client : KafkaClient.values()) {
            ConfigDef.ConfigKey known = client.definition().configKeys().get(name);
            if (known != null && known.type == ConfigDef.Type.PASSWORD) {
                return true;
            }
        }
        return false;
    }
}

package io.ballot.node.config;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Every key that exists, given the declared queues, and what to say about one that does not. An unknown key is an error:
 * a misspelt {@code lease.ms} that is silently ignored is found in production.
 */
final class KeyCatalog {

    private final DeclaredQueues queues;
    private final Set<String> own = new LinkedHashSet<>();
    private final Set<String> known = new LinkedHashSet<>();

    KeyCatalog(DeclaredQueues queues) {
        this.queues = queues;
        own.addAll(NodeConfig.definition().def().names());
        for (String queue : queues.valid()) {
            own.addAll(QueueConfig.definition(queue).def().names());
        }
        known.addAll(own);
        known.addAll(KafkaPassThrough.knownKeys());
        known.addAll(ZooKeeperPassThrough.knownKeys());
    }

    /** Ballot's keys and those of Kafka and ZooKeeper that are known by name. */
    Set<String> known() {
        return known;
    }

    /** Reports a key that is neither Ballot's nor passed through. */
    void judge(Setting setting, Problems problems) {
        String key = setting.key();
        if (own.contains(key) || KafkaPassThrough.isPassThrough(key) || ZooKeeperPassThrough.isPassThrough(key)) {
            return;
        }
        if (!key.startsWith(QueueConfig.PREFIX)) {
            problems.error(key, setting.origin(), "no such key" + hint(key));
            return;
        }
        int end = key.indexOf('.', QueueConfig.PREFIX.length());
        String queue = key.substring(QueueConfig.PREFIX.length(), end < 0 ? key.length() : end);
        if (queues.valid().contains(queue)) {
            problems.error(key, setting.origin(), "no such key" + hint(key));
        } else if (!queues.listed().contains(queue)) {
            problems.error(
                    key,
                    setting.origin(),
                    "the queue '" + queue + "' is not declared; add it to " + QueueConfig.QUEUES + " or remove the line"
                            + Suggestion.hint(queue, queues.valid()));
        }
    }

    private String hint(String key) {
        if (KafkaPassThrough.knownKeys().contains(KafkaClient.COMMON_PREFIX + key)) {
            return "; Kafka's settings are written with a prefix: did you mean '" + KafkaClient.COMMON_PREFIX + key
                    + "'?";
        }
        if (ZooKeeperPassThrough.knownKeys().contains(ZooKeeperConfig.PREFIX + key)) {
            return "; ZooKeeper's settings are written with a prefix: did you mean '" + ZooKeeperConfig.PREFIX + key
                    + "'?";
        }
        String hint = Suggestion.hint(key, own);
        return hint.isEmpty() ? "; remove the line, or see docs/configuration.md for the keys" : hint;
    }
}

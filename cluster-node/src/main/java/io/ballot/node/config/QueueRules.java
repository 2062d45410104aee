package io.ballot.node.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold between the keys of a queue, and between queues. */
final class QueueRules {

    private QueueRules() {}

    static void judge(NodeConfig config, Rules rules) {
        Map<String, String> queueOfTopic = new HashMap<>();
        for (QueueConfig queue : config.queues().values()) {
            String prefix = QueueConfig.prefix(queue.name());
            worker(queue, prefix, rules);
            check(queue, prefix, rules);
            rules.require(
                    queue.retry().backoffMs() <= queue.retry().backoffMaxMs(),
                    List.of(prefix + RetryConfig.BACKOFF_MS, prefix + RetryConfig.BACKOFF_MAX_MS),
                    "backoff.ms (" + queue.retry().backoffMs() + ") is more than backoff.max.ms ("
                            + queue.retry().backoffMaxMs() + "); lower it or raise the maximum");
            rules.require(
                    queue.topic().replication() != 0,
                    List.of(prefix + TopicConfig.REPLICATION),
                    "a topic needs one replica at least; use -1 to leave the number to the broker");
            String other = queueOfTopic.putIfAbsent(queue.topic().name(), queue.name());
            rules.require(
                    other == null,
                    List.of(prefix + TopicConfig.TOPIC, QueueConfig.QUEUES),
                    "the queues '" + other + "' and '" + queue.name() + "' both read the topic "
                            + queue.topic().name()
                            + ", so each task would run once for each; give each queue its own topic");
        }
    }

    private static void worker(QueueConfig queue, String prefix, Rules rules) {
        String key = prefix + WorkerConfig.WORKER;
        if (!rules.given(key)) {
            rules.require(
                    false,
                    List.of(QueueConfig.QUEUES),
                    "the queue '" + queue.name() + "' has no worker; set " + key + " to class, command or embedded");
            return;
        }
        WorkerConfig worker = queue.worker();
        needed(worker.type() == WorkerType.COMMAND, worker.command(), key, prefix + WorkerConfig.COMMAND, rules);
        needed(worker.type() == WorkerType.CLASS, worker.className(), key, prefix + WorkerConfig.CLASS, rules);
        needed(false, Optional.empty(), key, prefix + WorkerConfig.HTTP_URL, rules);
    }

    private static void check(QueueConfig queue, String prefix, Rules rules) {
        CheckConfig check = queue.check();
        String key = prefix + CheckConfig.CHECK;
        needed(check.type() == CheckType.COMMAND, check.command(), key, prefix + CheckConfig.COMMAND, rules);
        needed(check.type() == CheckType.CLASS, check.className(), key, prefix + CheckConfig.CLASS, rules);
    }

    /** A type without what it runs is an error; something to run that no type asks for is a warning. */
    private static void needed(boolean asked, Optional<String> value, String typeKey, String valueKey, Rules rules) {
        rules.require(
                !asked || value.isPresent(),
                List.of(typeKey, valueKey),
                "needs " + valueKey + ", which is not set; set it, or choose another " + typeKey);
        rules.expect(
                asked || !rules.given(valueKey),
                List.of(valueKey, typeKey),
                "has no effect, since " + typeKey + " does not ask for it; remove the line, or change " + typeKey);
    }
}

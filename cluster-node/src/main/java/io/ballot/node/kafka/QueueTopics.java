package io.ballot.node.kafka;

import io.ballot.core.Command.SideTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees at a node's start that the queues' topics are there: each task topic, its parked and its dead-letter topic.
 *
 * <p>A missing one is created if the queue allows it; else the start fails, as a consumer of a topic that does not exist only
 * waits in silence. Side topics keep their records until a person has dealt with them, so they are created without an end of
 * retention, and for records somewhat larger than any task.
 */
final class QueueTopics {

    private static final Logger log = LoggerFactory.getLogger(QueueTopics.class);

    /** Below a day, a weekend's outage deletes tasks that nobody has executed. */
    private static final long SHORT_RETENTION_MS = TimeUnit.DAYS.toMillis(1);

    private final Admin admin;
    private final String servers;
    private final long deadlineNanos;
    private final long startDeadlineMs;

    /** @param startDeadlineMs how long all of it may take */
    QueueTopics(Admin admin, String servers, long startDeadlineMs) {
        this.admin = admin;
        this.servers = servers;
        this.startDeadlineMs = startDeadlineMs;
        this.deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(startDeadlineMs);
    }

    /** @throws KafkaStartException if a topic is missing and may not be created, or Kafka does not answer or refuses */
    void ensure(List<KafkaQueue> queues) throws KafkaStartException, InterruptedException {
        for (KafkaQueue queue : queues) {
            ensure(queue, queue.topic(), queue.create() ? "" : "topic.create", queue.partitions(), Map.of());
            for (SideTopic side : SideTopic.values()) {
                String forbiddenBy = switch (side) {
                    case PARKED -> "parked.create";
                    case DEAD_LETTER -> "dlq.create";
                };
                ensure(
                        queue,
                        queue.sideTopic(side),
                        queue.createSides().contains(side) ? "" : forbiddenBy,
                        1,
                        Map.of(
                                TopicConfig.RETENTION_MS_CONFIG,
                                "-1",
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                ClientConfigs.RECORD_BYTES_MAX));
            }
            warnOfLoss(queue);
        }
    }

    /** @param forbiddenBy the queue's setting that does not allow to create the topic; empty if it is allowed */
    private void ensure(KafkaQueue queue, String topic, String forbiddenBy, int partitions, Map<String, String> configs)
            throws KafkaStartException, InterruptedException {
        if (maybeTopic(topic) != null) {
            return;
        }
        if (!forbiddenBy.isEmpty()) {
            throw new KafkaStartException("queue '" + queue.name() + "': topic '" + topic + "' does not exist on "
                    + servers + "; create it or set queue." + queue.name() + "." + forbiddenBy + "=true");
        }
        create(queue, topic, partitions, configs);
        // Created, but not every broker has heard of it yet. Each look is a round trip, and there are a few at most.
        for (TopicDescription found = maybeTopic(topic); !hasLeaders(found); found = maybeTopic(topic)) {
            if (remainingMs() == 0) {
                throw new KafkaStartException("queue '" + queue.name() + "': topic '" + topic + "' was created, but has"
                        + " not appeared on " + servers + " within " + startDeadlineMs / 1000 + " s");
            }
        }
    }

    /** What Kafka says of the topic, null if there is none. */
    private @Nullable TopicDescription maybeTopic(String topic) throws KafkaStartException, InterruptedException {
        String what = "look up topic '" + topic + "'";
        try {
            return get(
                            admin.describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(timeoutMs()))
                                    .allTopicNames(),
                            what)
                    .get(topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw refused(what, e);
        }
    }

    private static boolean hasLeaders(@Nullable TopicDescription maybeTopic) {
        return maybeTopic != null
                && maybeTopic.partitions().stream().noneMatch(partition -> partition.leader() == null);
    }

    private void create(KafkaQueue queue, String topic, int partitions, Map<String, String> configs)
            throws KafkaStartException, InterruptedException {
        NewTopic created = new NewTopic(
                        topic,
                        Optional.of(partitions),
                        queue.replication() < 0 ? Optional.empty() : Optional.of((short) queue.replication()))
                .configs(configs);
        String what = "create topic '" + topic + "'";
        try {
            get(
                    admin.createTopics(List.of(created), new CreateTopicsOptions().timeoutMs(timeoutMs()))
                            .all(),
                    what);
            log.info("topic created: topic={} partitions={}", topic, partitions);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) { // else another node was faster
                throw refused(what, e);
            }
        }
    }

    private void warnOfLoss(KafkaQueue queue) throws KafkaStartException, InterruptedException {
        Map<ConfigResource, String> topics = new HashMap<>();
        List<String> names = new ArrayList<>(List.of(queue.topic()));
        for (SideTopic side : SideTopic.values()) {
            names.add(queue.sideTopic(side));
        }
        names.forEach(name -> topics.put(new ConfigResource(ConfigResource.Type.TOPIC, name), name));
        try {
            Map<ConfigResource, Config> configs =
                    get(admin.describeConfigs(topics.keySet()).all(), "read the settings of '" + queue.topic() + "'");
            configs.forEach((resource, config) -> warnOfLoss(queue, resource.name(), config));
        } catch (ExecutionException e) {
            // May not be allowed to us, and only serves a warning.
            log.info("queue {}: cannot read the topics' settings: {}", queue.name(), Causes.message(e));
        }
    }

    private static void warnOfLoss(KafkaQueue queue, String topic, Config config) {
        ConfigEntry cleanup = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
        ConfigEntry retention = config.get(TopicConfig.RETENTION_MS_CONFIG);
        if (cleanup != null && cleanup.value().contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            log.warn(
                    "queue {}: topic '{}' is compacted: of tasks with the same key, Kafka keeps only the last one,"
                            + " executed or not; set cleanup.policy=delete",
                    queue.name(),
                    topic);
        }
        if (cleanup != null
                && retention != null
                && cleanup.value().contains(TopicConfig.CLEANUP_POLICY_DELETE)
                && Long.parseLong(retention.value()) >= 0
                && Long.parseLong(retention.value()) < SHORT_RETENTION_MS) {
            log.warn(
                    "queue {}: topic '{}' keeps its records for {} s only: tasks that wait longer are deleted by Kafka;"
                            + " raise retention.ms",
                    queue.name(),
                    topic,
                    Long.parseLong(retention.value()) / 1000);
        }
    }

    private <T> T get(KafkaFuture<T> future, String what)
            throws ExecutionException, KafkaStartException, InterruptedException {
        try {
            return future.get(Math.max(1, remainingMs()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unreachable(what, e);
            }
            throw e;
        } catch (TimeoutException e) {
            throw unreachable(what, e);
        }
    }

    private KafkaStartException unreachable(String what, Exception cause) {
        return new KafkaStartException(
                "cannot reach Kafka at " + servers + " within " + startDeadlineMs / 1000 + " s (to " + what + ")",
                cause);
    }

    private KafkaStartException refused(String what, ExecutionException cause) {
        return new KafkaStartException(
                "Kafka at " + servers + " would not " + what + ": " + Causes.message(cause), cause);
    }

    private int timeoutMs() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, remainingMs()));
    }

    private long remainingMs() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()));
    }
}

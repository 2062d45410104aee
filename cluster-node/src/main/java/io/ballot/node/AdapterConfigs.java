package io.ballot.node;

import io.ballot.core.Command.SideTopic;
import io.ballot.node.config.NodeConfig;
import io.ballot.node.config.QueueConfig;
import io.ballot.node.config.TopicConfig;
import io.ballot.node.execution.ExecutionConfig;
import io.ballot.node.execution.Handler;
import io.ballot.node.execution.QueueExecution;
import io.ballot.node.kafka.KafkaQueue;
import io.ballot.node.kafka.KafkaSettings;
import io.ballot.worker.IdempotencyCheck;
import io.ballot.worker.TaskWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a node's configuration the adapters are told, each in its own words. */
final class AdapterConfigs {

    /** How long a start waits for a broker. */
    private static final long KAFKA_START_MS = 15_000;

    private AdapterConfigs() {}

    static KafkaSettings kafka(NodeConfig config) {
        List<KafkaQueue> queues = config.queues().values().stream()
                .map(queue -> new KafkaQueue(
                        queue.name(),
                        queue.topic().name(),
                        queue.topic().create(),
                        sides(queue.topic()),
                        queue.topic().partitions(),
                        queue.topic().replication()))
                .toList();
        return new KafkaSettings(
                config.clusterName(),
                config.nodeId(),
                Map.of("bootstrap.servers", config.kafka().bootstrapServers()),
                config.kafka().consumer(),
                config.kafka().producer(),
                config.kafka().admin(),
                config.flow().rebalanceDrainMs(),
                KAFKA_START_MS,
                queues);
    }

    private static Set<SideTopic> sides(TopicConfig topic) {
        EnumSet<SideTopic> created = EnumSet.noneOf(SideTopic.class);
        if (topic.createParked()) {
            created.add(SideTopic.PARKED);
        }
        if (topic.createDeadLetter()) {
            created.add(SideTopic.DEAD_LETTER);
        }
        return created;
    }

    /**
     * @param workers by queue, of a program that embeds the node
     * @param checks likewise
     * @throws NodeStartException when a queue is said to be served by the program, and the program brought nothing
     */
    static ExecutionConfig execution(
            NodeConfig config,
            Path plugins,
            Path commands,
            Map<String, TaskWorker<?>> workers,
            Map<String, IdempotencyCheck<?>> checks)
            throws NodeStartException {
        List<QueueExecution> queues = new ArrayList<>();
        for (QueueConfig queue : config.queues().values()) {
            Optional<Handler<IdempotencyCheck<?>>> check = Optional.ofNullable(check(queue, checks));
            queues.add(new QueueExecution(
                    queue.name(),
                    queue.worker().concurrency(),
                    worker(queue, workers),
                    check,
                    queue.worker().codec(),
                    queue.worker().timeoutMs().orElse(0),
                    queue.check().timeoutMs(),
                    QueueExecution.OUTPUT_MAX_BYTES,
                    Map.of()));
        }
        return new ExecutionConfig(
                config.nodeId(), queues, plugins, commands, config.lease().leaseMarginMs());
    }

    private static Handler<TaskWorker<?>> worker(QueueConfig queue, Map<String, TaskWorker<?>> workers)
            throws NodeStartException {
        return switch (queue.worker().type()) {
            case CLASS -> new Handler.OfClass<>(queue.worker().className().orElseThrow());
            case COMMAND -> new Handler.OfCommand<>(queue.worker().command().orElseThrow());
            case EMBEDDED -> new Handler.OfInstance<>(handedOver(queue, "worker", workers.get(queue.name())));
        };
    }

    private static @Nullable Handler<IdempotencyCheck<?>> check(
            QueueConfig queue, Map<String, IdempotencyCheck<?>> checks) throws NodeStartException {
        return switch (queue.check().type()) {
            case PARK, NEVER, RERUN -> null;
            case CLASS -> new Handler.OfClass<>(queue.check().className().orElseThrow());
            case COMMAND -> new Handler.OfCommand<>(queue.check().command().orElseThrow());
            case EMBEDDED -> new Handler.OfInstance<>(handedOver(queue, "check", checks.get(queue.name())));
        };
    }

    private static <I> I handedOver(QueueConfig queue, String what, @Nullable I maybeInstance)
            throws NodeStartException {
        if (maybeInstance == null) {
            throw new NodeStartException(
                    "queue." + queue.name() + "." + what + "=embedded, but no " + what
                            + " was handed over: only a program that embeds the node can; use class or command",
                    true);
        }
        return maybeInstance;
    }
}

package io.ballot.node.kafka;

import io.ballot.core.Event;
import io.ballot.node.kafka.ConsumerCommand.ReadLag;
import io.ballot.protocol.QueuePartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far this member's fetching is behind the log, for a machine that wonders why nothing comes. Used by the poll thread only.
 *
 * <p>The position counts and not the committed offset: a transaction's markers lie between the last record and the end of the
 * log, and would look like records that never come. The question is noted and answered before the next poll, since it may be
 * asked in the middle of a rebalance. Where Kafka gives no answer the machine gets none.
 */
final class LagReads {

    private static final Logger log = LoggerFactory.getLogger(LagReads.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final KafkaQueue queue;
    private final ConsumerContext context;
    private final Consumer<?, ?> consumer;
    private final OwnedPartitions owned;
    private @Nullable ReadLag maybeAsked;

    LagReads(KafkaQueue queue, ConsumerContext context, Consumer<?, ?> consumer, OwnedPartitions owned) {
        this.queue = queue;
        this.context = context;
        this.consumer = consumer;
        this.owned = owned;
    }

    void ask(ReadLag read) {
        maybeAsked = read;
    }

    void answer() throws InterruptedException {
        ReadLag asked = maybeAsked;
        if (asked == null) {
            return;
        }
        maybeAsked = null;
        Map<TopicPartition, QueuePartition> names = new HashMap<>();
        for (QueuePartition partition : asked.partitions()) {
            TopicPartition at = owned.find(queue.topic(), partition);
            if (at != null) {
                names.put(at, partition);
            }
        }
        try {
            Map<TopicPartition, Long> ends = WakeupSafe.get(() -> consumer.endOffsets(names.keySet(), TIMEOUT));
            TreeMap<QueuePartition, Long> behind = new TreeMap<>();
            for (Map.Entry<TopicPartition, QueuePartition> entry : names.entrySet()) {
                long position = WakeupSafe.get(() -> consumer.position(entry.getKey(), TIMEOUT));
                long end = ends.getOrDefault(entry.getKey(), position);
                behind.put(entry.getValue(), Math.max(0, end - position));
            }
            if (!behind.isEmpty()) {
                context.inbox().accept(new Event.LagRead(asked.request(), behind));
            }
        } catch (KafkaException | IllegalStateException e) {
            // The silence is the answer. Not Kafka's but Java's error tells of a partition that has gone meanwhile.
            log.debug("queue {}: no lag to be told: {}", queue.name(), Causes.message(e));
        }
    }
}

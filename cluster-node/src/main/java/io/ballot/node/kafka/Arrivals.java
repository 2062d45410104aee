package io.ballot.node.kafka;

import io.ballot.core.Event;
import io.ballot.core.offset.StartPoint;
import io.ballot.node.kafka.OwnedPartitions.Owned;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the machine of partitions that came, and of those that came again: the log was cut off, or the topic is another one.
 * Used by the poll thread only.
 *
 * <p>A partition that comes is not fetched before the machine was told of it with its committed offset and topic id; both are
 * read outside Kafka's callback, so that a broker that is slow to answer holds up nothing but that partition. It is fetched
 * from where the machine was told: Kafka's own choice of a position knows nothing of topics that were created anew.
 */
final class Arrivals {

    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaQueue queue;
    private final ConsumerContext context;
    private final Consumer<?, ?> consumer;
    private final OwnedPartitions owned;
    private final FetchControl fetches;

    Arrivals(
            KafkaQueue queue,
            ConsumerContext context,
            Consumer<?, ?> consumer,
            OwnedPartitions owned,
            FetchControl fetches) {
        this.queue = queue;
        this.context = context;
        this.consumer = consumer;
        this.owned = owned;
        this.fetches = fetches;
    }

    /** @throws KafkaException if Kafka does not answer; the next call tries again, and nothing is fetched of them until then */
    void announce() throws InterruptedException {
        Set<TopicPartition> fresh = fetches.notAnnounced();
        if (fresh.isEmpty()) {
            return;
        }
        Id128 topicId = context.topicIds().read(queue.topic());
        Map<TopicPartition, OffsetAndMetadata> committed =
                WakeupSafe.get(() -> consumer.committed(fresh, READ_TIMEOUT));
        Map<TopicPartition, StartPoint> starts = new LinkedHashMap<>();
        for (TopicPartition at : fresh) {
            StartPoint start = start(committed.get(at), topicId);
            if (isStillHere(at, () -> seek(at, start, committed.get(at), topicId))) {
                starts.put(at, start);
            }
        }
        if (starts.isEmpty()) {
            return;
        }
        List<Event.Assigned> assigned = new ArrayList<>();
        starts.forEach((at, start) -> {
            QueuePartition partition = new QueuePartition(queue.name(), topicId, at.partition());
            long offset = start.point().offset();
            owned.add(at, partition, offset);
            fetches.announced(at);
            assigned.add(new Event.Assigned(
                    partition, offset, start.point().finished(), start.point().prints(), start.committedBy()));
        });
        log.info(
                "partitions came: queue={} partitions={}",
                queue.name(),
                assigned.stream()
                        .map(a -> a.partition().partition() + "@" + a.committed())
                        .toList());
        context.inbox().accept(new Event.PartitionsAssigned(assigned));
    }

    /**
     * Under the consumer protocol the client's own thread may have taken the partition away by now. The next poll says so.
     *
     * @throws IllegalStateException for any other reason
     */
    private boolean isStillHere(TopicPartition at, Runnable call) {
        try {
            WakeupSafe.run(call);
            return true;
        } catch (IllegalStateException e) {
            if (consumer.assignment().contains(at)) {
                throw e;
            }
            return false;
        }
    }

    private StartPoint start(@Nullable OffsetAndMetadata maybeCommitted, Id128 topicId) {
        return maybeCommitted == null
                ? StartPoint.NOTHING_COMMITTED
                : StartPoint.of(
                        maybeCommitted.offset(),
                        maybeCommitted.metadata(),
                        context.settings().cluster(),
                        topicId);
    }

    /** Without a committed offset Kafka's policy chooses, as it does for every consumer. */
    private void seek(TopicPartition at, StartPoint start, @Nullable OffsetAndMetadata maybeCommitted, Id128 topicId) {
        if (maybeCommitted == null) {
            return;
        }
        if (start.isOfAnotherTopic()) {
            log.warn(
                    "queue {}: the group's committed offset {} of {} is of an earlier topic of that name, not of the one"
                            + " that was created since (id {}); beginning at the beginning",
                    queue.name(),
                    maybeCommitted.offset(),
                    at,
                    topicId);
            consumer.seekToBeginning(List.of(at));
        } else {
            consumer.seek(at, maybeCommitted);
        }
    }

    /**
     * Takes what is owned of a topic that has gone for lost, if there is another one of its name by now; it is to be announced
     * again, from its beginning.
     */
    void noticeAnotherTopic() {
        Id128 topicId = context.topicIds().known(queue.topic());
        List<TopicPartition> stale = new ArrayList<>();
        for (TopicPartition at : owned.all()) {
            Owned found = owned.get(at);
            if (topicId != null
                    && found != null
                    && !found.partition.topicId().equals(topicId)
                    && isStillHere(at, () -> consumer.seekToBeginning(List.of(at)))) {
                stale.add(at);
            }
        }
        if (stale.isEmpty()) {
            return;
        }
        log.warn(
                "queue {}: topic '{}' was deleted and created again (id {}); its partitions {} are taken as lost and begin"
                        + " at the beginning",
                queue.name(),
                queue.topic(),
                topicId,
                stale.stream().map(TopicPartition::partition).toList());
        List<QueuePartition> lost = owned.namesOf(stale);
        owned.removeAll(stale);
        fetches.came(stale);
        context.inbox().accept(new Event.PartitionsLost(lost));
    }

    /**
     * The log begins again below what was polled of it: what the machine knows of the partition no longer holds.
     *
     * @return null if it is to be announced again first, since the topic is another one
     */
    @Nullable
    Owned beginAgain(TopicPartition at, Owned before, long first) throws InterruptedException {
        log.warn(
                "queue {}: {} went back from offset {} to {} (log truncated, offsets reset, or topic created anew);"
                        + " taking it as lost and come again",
                queue.name(),
                at,
                before.next,
                first);
        try {
            context.topicIds().read(queue.topic());
            noticeAnotherTopic();
        } catch (KafkaException e) {
            // The records at hand cannot wait. With the old id, a doubt is the worst that can come of it.
            log.warn("queue {}: going on with the topic id known before: {}", queue.name(), Causes.message(e));
        }
        if (owned.get(at) == null) {
            return null;
        }
        context.inbox().accept(new Event.PartitionsLost(List.of(before.partition)));
        Owned again = owned.add(at, before.partition, first);
        context.inbox()
                .accept(new Event.PartitionsAssigned(
                        List.of(new Event.Assigned(before.partition, first, new long[0], new int[0], Id128.NONE))));
        return again;
    }
}

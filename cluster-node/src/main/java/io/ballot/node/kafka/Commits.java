package io.ballot.node.kafka;

import io.ballot.core.Command.CommitOffset;
import io.ballot.core.Event.CommitResult;
import io.ballot.core.offset.CommitMetadata;
import io.ballot.node.kafka.ConsumerCommand.CommitPart;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a consumer's commits and answers each, whatever becomes of the consumer (C1, C2). Used by the poll thread only.
 *
 * <p>A commit that names a partition which has moved is REFUSED, though the part of it that is still owned is carried out:
 * the machine learns of the move by an event of its own, and commits what it still has again with the next interval.
 */
final class Commits {

    private static final Logger log = LoggerFactory.getLogger(Commits.class);

    private final KafkaQueue queue;
    private final Consumer<?, ?> consumer;
    private final OwnedPartitions owned;
    /** Sent and not yet answered. */
    private final Set<CommitRequest> open = new LinkedHashSet<>();

    /** How often a broker found the text too long: once, and it goes without the finished offsets; twice, and not at all. */
    private int tooLong;

    Commits(KafkaQueue queue, Consumer<?, ?> consumer, OwnedPartitions owned) {
        this.queue = queue;
        this.consumer = consumer;
        this.owned = owned;
    }

    /** Sends it; the answer follows from within a later poll. */
    void async(CommitPart part) {
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(part.offsets());
        CommitResult moved = moved(part, offsets);
        if (offsets.isEmpty()) {
            part.request().partEnded(moved);
            return;
        }
        open.add(part.request());
        int lengths = tooLong;
        try {
            consumer.commitAsync(offsets, (sent, error) -> ended(part.request(), moved, lengths, error));
        } catch (KafkaException e) {
            ended(part.request(), moved, lengths, e);
        }
    }

    /** Sends it and waits for the answer, at most so long: within a rebalance there is no later poll. */
    void sync(CommitPart part, long timeoutMs) {
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(part.offsets());
        CommitResult moved = moved(part, offsets);
        open.add(part.request());
        try {
            if (!offsets.isEmpty()) {
                WakeupSafe.run(() -> consumer.commitSync(offsets, Duration.ofMillis(timeoutMs)));
            }
            ended(part.request(), moved, tooLong, null);
        } catch (KafkaException e) {
            ended(part.request(), moved, tooLong, e);
        }
    }

    /** Waits, at most so long, until what was sent is answered. */
    void settle(long timeoutMs) {
        if (open.isEmpty()) {
            return;
        }
        try {
            WakeupSafe.run(() -> consumer.commitSync(Map.of(), Duration.ofMillis(timeoutMs)));
        } catch (KafkaException e) {
            log.debug("queue {}: commits under way have not ended: {}", queue.name(), Causes.message(e));
        }
    }

    /** The consumer is closed: what was not answered never will be. */
    void failOpen() {
        List<CommitRequest> unanswered = List.copyOf(open);
        open.clear();
        unanswered.forEach(request -> request.partEnded(CommitResult.FAILED));
    }

    private static CommitResult moved(CommitPart part, Map<TopicPartition, OffsetAndMetadata> offsets) {
        return offsets.size() < part.offsets().size() ? CommitResult.REFUSED : CommitResult.OK;
    }

    /** @param lengths what {@link #tooLong} was when it was sent */
    private void ended(CommitRequest request, CommitResult moved, int lengths, @Nullable Exception maybeError) {
        if (!open.remove(request)) {
            return; // answered already, when the consumer was closed
        }
        CommitResult result = CommitErrors.classify(maybeError);
        if (maybeError != null) {
            log.info("queue {}: a commit was {}: {}", queue.name(), result, Causes.message(maybeError));
            if (maybeError instanceof OffsetMetadataTooLarge && lengths == tooLong) {
                shorten();
            }
        }
        request.partEnded(CommitRequest.worse(moved, result));
    }

    private void shorten() {
        tooLong++;
        if (tooLong == 1) {
            log.warn(
                    "queue {}: the broker's offset.metadata.max.bytes is too small; commits go without the finished"
                            + " offsets from now on, which costs checks after a crash",
                    queue.name());
        } else {
            log.warn(
                    "queue {}: the broker's offset.metadata.max.bytes is below 100; commits go without the topic's id from"
                            + " now on, which may cost tasks if the topic is deleted and created again",
                    queue.name());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(List<CommitOffset> asked) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (CommitOffset commit : asked) {
            TopicPartition at = owned.find(queue.topic(), commit.partition());
            if (at != null) {
                offsets.put(at, new OffsetAndMetadata(commit.offset(), metadata(commit)));
            }
        }
        return offsets;
    }

    private String metadata(CommitOffset commit) {
        if (tooLong == 0) {
            return commit.metadata();
        }
        return tooLong == 1 ? CommitMetadata.withoutFinished(commit.metadata()) : "";
    }
}

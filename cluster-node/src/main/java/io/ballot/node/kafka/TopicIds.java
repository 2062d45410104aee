package io.ballot.node.kafka;

import io.ballot.protocol.Id128;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's ids of the queues' topics. A topic that was deleted and created again has another one, and its records are other
 * tasks. A consumer only knows names: it goes on in the new topic where it was in the old one, and says nothing. So the id is
 * asked for whenever partitions come, and again every second while they are here. Thread-safe.
 */
final class TopicIds {

    private static final Logger log = LoggerFactory.getLogger(TopicIds.class);

    private static final int TIMEOUT_MS = 5_000;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How long a broker may lag behind and still tell the id before; what it says then is not believed. */
    private static final long LAG_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** What is known of one topic. Guarded by itself. */
    private static final class Topic {
        private @Nullable Id128 maybeId;
        private @Nullable Id128 maybeBefore;
        private long changedNanos;
        private long lookedNanos = System.nanoTime() - LOOK_NANOS;

        synchronized @Nullable Id128 maybeId() {
            return maybeId;
        }

        /** @return the id; not the one at hand where that answer is older than what is known */
        synchronized Id128 learn(Id128 id) {
            Id128 known = maybeId;
            if (known != null && id.equals(maybeBefore) && System.nanoTime() - changedNanos < LAG_NANOS) {
                return known;
            }
            if (!id.equals(known)) {
                maybeBefore = known;
                changedNanos = System.nanoTime();
                maybeId = id;
            }
            return id;
        }

        synchronized boolean isDue() {
            boolean due = System.nanoTime() - lookedNanos >= LOOK_NANOS;
            lookedNanos = due ? System.nanoTime() : lookedNanos;
            return due;
        }
    }

    private final Supplier<Admin> admin;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();

    TopicIds(Supplier<Admin> admin) {
        this.admin = admin;
    }

    /** What was last heard; null before the first answer. */
    @Nullable
    Id128 known(String topic) {
        return topic(topic).maybeId();
    }

    /**
     * Asks the broker.
     *
     * @throws KafkaException if there is no such topic, or no answer within a few seconds
     */
    Id128 read(String topic) throws InterruptedException {
        try {
            TopicDescription description =
                    ask(topic).get(2L * TIMEOUT_MS, TimeUnit.MILLISECONDS).get(topic);
            if (description == null) {
                throw new KafkaException("no description of topic '" + topic + "' in the answer");
            }
            Id128 id = toId(description.topicId());
            if (!topic(topic).learn(id).equals(id)) {
                throw new KafkaException("a broker still tells the id that topic '" + topic + "' had before");
            }
            return id;
        } catch (ExecutionException e) {
            throw new KafkaException("cannot read the id of topic '" + topic + "': " + Causes.message(e), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("cannot read the id of topic '" + topic + "': no answer", e);
        }
    }

    /**
     * Asks the broker for several, by topic; those that do not exist are left out.
     *
     * @return fails if there is no answer within a few seconds
     */
    CompletionStage<Map<String, Id128>> readAll(Set<String> names) {
        Map<String, Id128> ids = new ConcurrentHashMap<>();
        CompletableFuture<?>[] answers = admin
                .get()
                .describeTopics(names, new DescribeTopicsOptions().timeoutMs(TIMEOUT_MS))
                .topicNameValues()
                .values()
                .stream()
                .map(answer -> answer.toCompletionStage()
                        .thenAccept(found ->
                                ids.put(found.name(), topic(found.name()).learn(toId(found.topicId()))))
                        .exceptionally(TopicIds::ofNone)
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(answers).thenApply(done -> ids);
    }

    private static @Nullable Void ofNone(Throwable error) {
        if (Causes.root(error) instanceof UnknownTopicOrPartitionException) {
            return null;
        }
        throw new CompletionException(error);
    }

    /** Asks the broker in the background if a second has passed since; {@link #known} tells what came of it. */
    void lookAgain(String topic) {
        if (!topic(topic).isDue()) {
            return;
        }
        ask(topic).whenComplete((@Nullable Map<String, TopicDescription> found, @Nullable Throwable error) -> {
            TopicDescription description = found == null ? null : found.get(topic);
            if (description == null || error != null) {
                // Deleted, or no broker answers: what is known stays, and is asked for again in a second.
                log.debug("no id of topic '{}': {}", topic, error == null ? "no answer" : Causes.message(error));
            } else {
                topic(topic).learn(toId(description.topicId()));
            }
        });
    }

    private KafkaFuture<Map<String, TopicDescription>> ask(String topic) {
        return admin.get()
                .describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(TIMEOUT_MS))
                .allTopicNames();
    }

    private Topic topic(String name) {
        return topics.computeIfAbsent(name, unknown -> new Topic());
    }

    static Id128 toId(Uuid uuid) {
        return new Id128(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }
}

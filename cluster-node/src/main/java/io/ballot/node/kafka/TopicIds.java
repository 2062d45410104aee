package io.ballot.node.kafka;

import io.ballot.protocol.Id128;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's ids of the queues' topics. A topic that was deleted and created again has another one, and its records are other
 * tasks; a consumer only knows names, so the id is asked for again whenever partitions come. Thread-safe.
 */
final class TopicIds {

    private static final int TIMEOUT_MS = 5_000;

    private final Admin admin;
    private final Map<String, Id128> known = new ConcurrentHashMap<>();

    TopicIds(Admin admin) {
        this.admin = admin;
    }

    /** What was last heard; null before the first answer. */
    @Nullable
    Id128 known(String topic) {
        return known.get(topic);
    }

    /**
     * Asks the broker.
     *
     * @throws KafkaException if there is no such topic, or no answer within a few seconds
     */
    Id128 read(String topic) throws InterruptedException {
        try {
            TopicDescription description = admin.describeTopics(
                            List.of(topic), new DescribeTopicsOptions().timeoutMs(TIMEOUT_MS))
                    .allTopicNames()
                    .get(2L * TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .get(topic);
            if (description == null) {
                throw new KafkaException("no description of topic '" + topic + "' in the answer");
            }
            Id128 id = toId(description.topicId());
            known.put(topic, id);
            return id;
        } catch (ExecutionException e) {
            throw new KafkaException("cannot read the id of topic '" + topic + "': " + Causes.message(e), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("cannot read the id of topic '" + topic + "': no answer", e);
        }
    }

    static Id128 toId(Uuid uuid) {
        return new Id128(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }
}

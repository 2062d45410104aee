package io.ballot.node.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kafka's own consumer, with a partition that goes between the look at the assignment and what is said about it. */
@ExtendWith(Broker.class)
@Timeout(60)
@Tag("C1")
class FetchControlTest {

    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    void aPartitionThatGoesJustNowEndsNothingAndTheOthersAreSet(GroupProtocol protocol, Broker broker)
            throws Exception {
        KafkaQueue queue = broker.newQueue(3);
        TopicPartition fetched = new TopicPartition(queue.topic(), 0);
        TopicPartition goes = new TopicPartition(queue.topic(), 1);
        TopicPartition paused = new TopicPartition(queue.topic(), 2);
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.settings("n1", queue).servers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "fetch-control",
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                protocol.name());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(fetched, goes, paused));
            FetchControl fetches = new FetchControl();
            fetches.fetch(true);
            fetches.holdBack(paused);

            fetches.apply(afterTheFirstLook(consumer, () -> consumer.assign(List.of(fetched, paused))));

            assertThat(consumer.paused()).isEqualTo(Set.of(paused));
        }
    }

    /** All calls go to the consumer; once it was asked for its assignment, the assignment changes. */
    @SuppressWarnings("unchecked")
    private static Consumer<byte[], byte[]> afterTheFirstLook(Consumer<byte[], byte[]> consumer, Runnable change) {
        AtomicBoolean looked = new AtomicBoolean();
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                FetchControlTest.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(consumer, arguments);
                        if (method.getName().equals("assignment") && looked.compareAndSet(false, true)) {
                            Object before = Set.copyOf((Set<TopicPartition>) answer);
                            change.run();
                            return before;
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

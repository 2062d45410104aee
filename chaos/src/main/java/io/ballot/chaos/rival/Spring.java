package io.ballot.chaos.rival;

import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

/** Spring for Apache Kafka's listener container at its defaults (commit after each poll), three consumers in each process. */
final class Spring {

    private static final int CONSUMERS = 3;

    private Spring() {}

    static Runnable start(Source source, Handling handling) {
        ContainerProperties properties = new ContainerProperties(source.topic());
        properties.setGroupId(source.group());
        properties.setMessageListener((MessageListener<byte[], byte[]>) handling::handle);
        Map<String, Object> settings = source.settings();
        ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                properties);
        container.setConcurrency(CONSUMERS);
        container.start();
        System.out.println("READY");
        return container::stop;
    }
}

package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaConfigTest {

    @Test
    void defaults() {
        KafkaConfig kafka = Judged.config().kafka();

        assertThat(kafka.bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(kafka.consumer())
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("session.timeout.ms", "10000")
                .containsEntry("heartbeat.interval.ms", "500")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("enable.auto.commit", "false");
        assertThat(kafka.producer()).containsEntry("acks", "all").containsEntry("enable.idempotence", "true");
        assertThat(kafka.admin()).containsOnly(Map.entry("bootstrap.servers", "localhost:9092"));
    }

    @Test
    void kafkasOwnClientsAcceptTheDefaults() {
        KafkaConfig kafka = Judged.config().kafka();
        Map<String, Object> consumer = new HashMap<>(kafka.consumer());
        consumer.put("group.id", "g");
        consumer.put("key.deserializer", ByteArrayDeserializer.class);
        consumer.put("value.deserializer", ByteArrayDeserializer.class);
        Map<String, Object> producer = new HashMap<>(kafka.producer());
        producer.put("key.serializer", ByteArraySerializer.class);
        producer.put("value.serializer", ByteArraySerializer.class);

        assertThat(new ConsumerConfig(consumer).unused()).isNotNull();
        assertThat(new ProducerConfig(producer).unused()).isNotNull();
        assertThat(new AdminClientConfig(kafka.admin()).unused()).isNotNull();
    }

    @Test
    void aCommonSettingGoesToTheClientsThatKnowItAndAClientsOwnWins() {
        KafkaConfig kafka = Judged.config(
                        "kafka.bootstrap.servers", "a:1, b:2",
                        "kafka.security.protocol", "SSL",
                        "kafka.producer.security.protocol", "PLAINTEXT",
                        "kafka.max.poll.records", "7",
                        "kafka.session.timeout.ms", "20000",
                        "kafka.producer.linger.ms", "9",
                        "kafka.com.example.plugin", "x")
                .kafka();

        assertThat(kafka.consumer())
                .containsEntry("bootstrap.servers", "a:1,b:2")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("max.poll.records", "7")
                .containsEntry("session.timeout.ms", "20000")
                .containsEntry("com.example.plugin", "x")
                .doesNotContainKey("linger.ms");
        assertThat(kafka.producer())
                .containsEntry("security.protocol", "PLAINTEXT")
                .containsEntry("linger.ms", "9")
                .containsEntry("com.example.plugin", "x")
                .doesNotContainKeys("max.poll.records", "session.timeout.ms");
        assertThat(kafka.admin()).containsEntry("security.protocol", "SSL").doesNotContainKey("max.poll.records");
    }

    @Test
    void validation() {
        assertThat(Judged.errors(
                        "kafka.bootstrap.servers", "localhost",
                        "kafka.consumer.max.poll.records", "many",
                        "kafka.producer.bootstrap.servers", "other:9092",
                        "kafka.fetch.min.byte", "1",
                        "kafka.admin.retrys", "1",
                        "kafka.producer.compression.type", "zip"))
                .satisfiesExactly(
                        e -> assertThat(e)
                                .isEqualTo(
                                        "kafka.admin.retrys: no setting of Kafka's admin client; did you mean 'retries'?"),
                        e -> assertThat(e)
                                .isEqualTo("kafka.bootstrap.servers: 'localhost': not of the form needed; allowed:"
                                        + " HOST:PORT, several separated by commas; default: localhost:9092"),
                        e -> assertThat(e).isEqualTo("kafka.consumer.max.poll.records: 'many': not a whole number"),
                        e -> assertThat(e)
                                .isEqualTo(
                                        "kafka.fetch.min.byte: no setting of any Kafka client; did you mean 'fetch.min.bytes'?"),
                        e -> assertThat(e)
                                .startsWith(
                                        "kafka.producer.bootstrap.servers: refused: tasks, offsets and dead letters"),
                        e -> assertThat(e).startsWith("kafka.producer.compression.type: 'zip':"));
    }

    @Test
    void aSettingThatNobodyKnowsIsPassedOnWithAWarning() {
        assertThat(Judged.warnings(Judged.settings("kafka.com.example.plugin", "x")))
                .containsExactly(
                        "kafka.com.example.plugin: no setting of any Kafka client; passed on for a plug-in that may"
                                + " know it");
    }

    @Test
    void aValueThatKafkasConfigProvidersFillInIsLeftToThem() {
        assertThat(Judged.errors("kafka.max.poll.records", "${file:/run/kafka:records}"))
                .isEmpty();
    }
}

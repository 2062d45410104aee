package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaRulesTest {

    @ParameterizedTest
    @CsvSource({
        "consumer.enable.auto.commit, true",
        "consumer.group.id, mine",
        "consumer.group.instance.id, me",
        "consumer.partition.assignment.strategy, org.apache.kafka.clients.consumer.RangeAssignor",
        "consumer.isolation.level, read_uncommitted",
        "consumer.auto.offset.reset, none",
        "consumer.allow.auto.create.topics, true",
        "consumer.key.deserializer, org.apache.kafka.common.serialization.StringDeserializer",
        "consumer.value.deserializer, org.apache.kafka.common.serialization.StringDeserializer",
        "producer.acks, 1",
        "producer.enable.idempotence, false",
        "producer.transactional.id, mine",
        "producer.key.serializer, org.apache.kafka.common.serialization.StringSerializer",
        "producer.value.serializer, org.apache.kafka.common.serialization.StringSerializer",
        "admin.bootstrap.controllers, 'localhost:9093'"
    })
    void aSettingThatWouldBreakBallotIsRefusedForItsClientAndForAll(String name, String value) {
        String own = "kafka." + name;
        String common = "kafka." + name.substring(name.indexOf('.') + 1);

        assertThat(Judged.errors(own, value)).singleElement().asString().startsWith(own + ": refused: ");
        assertThat(Judged.errors(common, value)).singleElement().asString().startsWith(common + ": refused: ");
        assertThat(KafkaRules.ALL)
                .extracting(rule -> rule.client() + "." + rule.name())
                .contains(name);
    }

    @Test
    void everyRuleIsForASettingThatItsClientHas() {
        assertThat(KafkaRules.ALL).allMatch(rule -> rule.client().knows(rule.name()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "by_duration:PT1H"})
    void aStartThatSkipsTasksIsWarnedOf(String reset) {
        Map<String, String> settings = Judged.settings("kafka.consumer.auto.offset.reset", reset);

        assertThat(Judged.warnings(settings))
                .singleElement()
                .asString()
                .startsWith("kafka.consumer.auto.offset.reset: tasks submitted before the queue's first commit");
        assertThat(NodeConfig.of(settings).kafka().consumer()).containsEntry("auto.offset.reset", reset);
    }

    @Test
    void theConsumerProtocolTakesAwayWhatIsTheBrokersThen() {
        NodeConfig config = NodeConfig.of(Judged.settings(
                "kafka.consumer.group.protocol", "consumer", "kafka.consumer.group.remote.assignor", "uniform"));

        assertThat(config.kafka().consumer())
                .containsEntry("group.protocol", "consumer")
                .doesNotContainKeys("session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy");
        assertThat(EffectiveSettings.of(config))
                .extracting(Setting::key)
                .contains("kafka.consumer.group.protocol")
                .doesNotContain("kafka.consumer.session.timeout.ms", "kafka.consumer.partition.assignment.strategy");
        assertThat(NodeConfig.of(Judged.settings()).kafka().consumer())
                .containsEntry("group.protocol", "classic")
                .containsKeys("session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"session.timeout.ms", "heartbeat.interval.ms"})
    void aSettingOfTheClassicProtocolIsRefusedUnderTheConsumerProtocol(String name) {
        assertThat(Judged.errors("kafka.group.protocol", "consumer", "kafka.consumer." + name, "5000"))
                .singleElement()
                .asString()
                .contains("the broker's group.consumer." + name + " counts");
    }

    @Test
    void aSettingOfTheConsumerProtocolIsRefusedUnderTheClassicOne() {
        assertThat(Judged.errors("kafka.consumer.group.remote.assignor", "uniform"))
                .singleElement()
                .asString()
                .contains("belongs to group.protocol=consumer");
    }

    @Test
    void whatSaysWhatBallotDoesAnywayIsNoProblem() {
        List<String> errors = Judged.errors(
                "kafka.enable.auto.commit", "false",
                "kafka.isolation.level", "read_committed",
                "kafka.producer.acks", "-1",
                "kafka.group.protocol", "classic",
                "kafka.auto.offset.reset", "earliest");

        assertThat(errors).isEmpty();
    }
}

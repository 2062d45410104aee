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
        "consumer.group.protocol, consumer",
        "consumer.group.remote.assignor, uniform",
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

package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicConfigTest {

    @Test
    void defaults() {
        TopicConfig topic = Judged.queue().topic();

        assertThat(topic).isEqualTo(new TopicConfig("q", false, 8, (short) -1, true, true));
    }

    @Test
    void mapping() {
        assertThat(Judged.queue(
                                "topic", "Hooks_1",
                                "topic.create", "true",
                                "topic.partitions", "3",
                                "topic.replication", "2",
                                "dlq.create", "false",
                                "parked.create", "false")
                        .topic())
                .isEqualTo(new TopicConfig("Hooks_1", true, 3, (short) 2, false, false));
    }

    @Test
    void validation() {
        assertThat(Judged.queueErrors("topic", "a b", "topic.create", "perhaps", "topic.partitions", "0"))
                .containsExactly(
                        "queue.q.topic: 'a b': not of the form needed; allowed: up to 242 letters, digits, '.', '_' and"
                                + " '-' (Kafka's rule, less the room for '.parked'); default: q",
                        "queue.q.topic.create: 'perhaps': neither true nor false; allowed: true, false; default: false",
                        "queue.q.topic.partitions: '0': out of range; allowed: 1 to 100000; default: 8");
    }
}

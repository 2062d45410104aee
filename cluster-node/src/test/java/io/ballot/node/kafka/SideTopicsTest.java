package io.ballot.node.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Command.SideTopic;
import io.ballot.core.Event;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parked tasks and dead letters: put aside by a node, dealt with by a person. */
@ExtendWith(Broker.class)
@Timeout(120)
class SideTopicsTest {

    @Test
    void aParkedTaskIsListedUntilItIsRunAgainUnderItsIdInTheNextRound(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.consuming(broker.settings("n1", queue));
                SideTopicReader reader = SideTopicReader.open(broker.settings("cli", queue), 20_000)) {
            broker.send(queue, 0, "named", "task-id", "A", "ballot-round", "3", "ballot-reason", "of before");
            broker.send(queue, 0, "unnamed");
            QueuePartition partition = node.awaitAssigned(0).partition();
            park(node, partition, 0);
            park(node, partition, 1);

            List<SideEntry> waiting = reader.list(queue, SideTopic.PARKED, 100);
            assertThat(waiting).extracting(SideEntry::taskId).containsExactly("A", queue.topic() + "/0/1");
            assertThat(waiting.get(0)).satisfies(entry -> {
                assertThat(entry.round()).isEqualTo(3);
                assertThat(entry.origin()).isEqualTo(queue.topic() + "/0/0");
                assertThat(entry.reason()).isEqualTo("unknown");
                assertThat(entry.attempts()).isEqualTo(2);
                assertThat(entry.maybeTime()).isNotNull();
                assertThat(entry.record().value()).asString().isEqualTo("named");
            });

            reader.run(queue, SideTopic.PARKED, waiting.subList(0, 1));
            TaskIdentity identity = new TaskIdentity(queue.name(), TestNode.SEED);
            assertThat(node.awaitPolled(2).ids().get(0)).isEqualTo(identity.ofName("", "", "A", 4));
            assertThat(reader.list(queue, SideTopic.PARKED, 100))
                    .extracting(SideEntry::taskId)
                    .containsExactly(queue.topic() + "/0/1");

            reader.run(queue, SideTopic.PARKED, waiting.subList(1, 2));
            assertThat(node.awaitPolled(3).ids().get(0))
                    .isEqualTo(identity.ofName("", partition.topicId().toString(), queue.topic() + "/0/1", 1));
            assertThat(reader.list(queue, SideTopic.PARKED, 100)).isEmpty();
        }
    }

    @Test
    void aTaskAsLargeAsTheTopicTakesCanBePutAsideWithItsHeaders(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.consuming(broker.settings("n1", queue));
                SideTopicReader reader = SideTopicReader.open(broker.settings("cli", queue), 20_000)) {
            String payload = "x".repeat(1024 * 1024 - 100);
            broker.send(queue, 0, payload, "task-id", "A");
            QueuePartition partition = node.awaitAssigned(0).partition();
            park(node, partition, 0);

            assertThat(reader.list(queue, SideTopic.PARKED, 100))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.record().value()).hasSize(payload.length()));
        }
    }

    @Test
    void aDroppedDeadLetterIsNotListedAnyMoreAndWhatComesLaterIs(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.consuming(broker.settings("n1", queue));
                SideTopicReader reader = SideTopicReader.open(broker.settings("cli", queue), 20_000)) {
            broker.send(queue, 0, "a", "task-id", "A");
            broker.send(queue, 0, "b", "task-id", "B");
            QueuePartition partition = node.awaitAssigned(0).partition();
            node.awaitPolled(0);
            node.adapter.execute(write(SideTopic.DEAD_LETTER, partition, 0));
            assertThat(node.await(Event.SideRecordWritten.class).ok()).isTrue();

            reader.drop(queue, SideTopic.DEAD_LETTER, reader.list(queue, SideTopic.DEAD_LETTER, 100));
            assertThat(reader.list(queue, SideTopic.DEAD_LETTER, 100)).isEmpty();

            if (node.store.get(partition, 1) == null) {
                node.awaitPolled(1);
            }
            node.adapter.execute(write(SideTopic.DEAD_LETTER, partition, 1));
            assertThat(node.await(Event.SideRecordWritten.class).ok()).isTrue();
            assertThat(reader.list(queue, SideTopic.DEAD_LETTER, 100))
                    .extracting(SideEntry::taskId)
                    .containsExactly("B");
        }
    }

    @Test
    void aRecordThatIsNotHeldIsToldAsNotWritten(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.started(broker.settings("n1", queue))) {
            QueuePartition partition = new QueuePartition(queue.name(), new Id128(1, 1), 0);

            node.adapter.execute(write(SideTopic.PARKED, partition, 5));

            assertThat(node.await(Event.SideRecordWritten.class))
                    .isEqualTo(new Event.SideRecordWritten(partition, 9, 5, false));
        }
    }

    private static void park(TestNode node, QueuePartition partition, long offset) throws Exception {
        if (node.store.get(partition, offset) == null) {
            node.awaitPolled(offset);
        }
        node.adapter.execute(write(SideTopic.PARKED, partition, offset));
        assertThat(node.await(Event.SideRecordWritten.class))
                .isEqualTo(new Event.SideRecordWritten(partition, 9, offset, true));
    }

    private static Command.WriteSide write(SideTopic side, QueuePartition partition, long offset) {
        return new Command.WriteSide(side, partition, 9, offset, new Id128(3, 4), 2, "unknown");
    }
}

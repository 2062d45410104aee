package io.ballot.node.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballot.core.Command;
import io.ballot.core.Command.Consumption;
import io.ballot.core.Event;
import io.ballot.core.Event.CommitResult;
import io.ballot.core.offset.CommitMetadata;
import io.ballot.core.offset.CommitPoint;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A topic that is deleted and created again: Kafka keeps names, and what is committed for a name outlives the topic. */
@ExtendWith(Broker.class)
@Timeout(120)
@Tag("C1")
class RecreatedTopicTest {

    private static String metadata(long offset, Id128 topicId) {
        return CommitMetadata.encode(CommitPoint.at(offset), "it", new Id128(5, 5), topicId, -1, 4096);
    }

    private static void commitForTheGroup(Broker broker, KafkaQueue queue, long offset, String metadata)
            throws Exception {
        broker.admin()
                .alterConsumerGroupOffsets(
                        GroupNames.group("it", queue.name()),
                        Map.of(new TopicPartition(queue.topic(), 0), new OffsetAndMetadata(offset, metadata)))
                .all()
                .get(20, TimeUnit.SECONDS);
    }

    /** What the last commit of a node leaves that dies before it has noticed. */
    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    @Tag("F5")
    void aStartWithAnOffsetOfTheTopicBeforeBeginsAtTheBeginning(GroupProtocol protocol, Broker broker)
            throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.started(broker.settings(protocol, "n1", queue))) {
            Id128 before = broker.topicId(queue);
            Id128 now = broker.recreate(queue);
            for (int i = 0; i < 10; i++) {
                broker.send(queue, 0, "new");
            }
            commitForTheGroup(broker, queue, 6, metadata(6, before));

            node.adapter.execute(new Command.Consume(Consumption.ON));

            Event.Assigned assigned = node.awaitAssigned(0);
            assertThat(assigned.partition().topicId()).isEqualTo(now);
            assertThat(assigned.committed()).isEqualTo(-1);
            assertThat(node.await(Event.Polled.class).offsets()[0]).isZero();
            node.adapter.execute(new Command.ReadCommitted(7, List.of(assigned.partition())));
            assertThat(node.await(Event.CommittedRead.class).offsets()).isEmpty();
            try (LagReader lags = LagReader.open(broker.settings("cli", queue), 10_000)) {
                assertThat(lags.read(queue)).singleElement().satisfies(lag -> {
                    assertThat(lag.committed()).isEqualTo(-1);
                    assertThat(lag.lag()).isEqualTo(10);
                });
            }

            assertThat(node.commit(1, assigned.partition(), 2, metadata(2, now)))
                    .isEqualTo(CommitResult.OK);
            node.adapter.execute(new Command.ReadCommitted(8, List.of(assigned.partition())));
            assertThat(node.await(Event.CommittedRead.class).offsets())
                    .as("its own, though it is lower")
                    .containsEntry(assigned.partition(), 2L);
        }
    }

    @Test
    void aStartWithAnOffsetOfThisTopicOrOfNobodysBeginsThere(Broker broker) throws Exception {
        for (boolean told : new boolean[] {true, false}) {
            KafkaQueue queue = broker.newQueue(1);
            try (TestNode node = TestNode.started(broker.settings("n1", queue))) {
                for (int i = 0; i < 10; i++) {
                    broker.send(queue, 0, "task");
                }
                commitForTheGroup(broker, queue, 6, told ? metadata(6, broker.topicId(queue)) : "set back by hand");

                node.adapter.execute(new Command.Consume(Consumption.ON));

                assertThat(node.awaitAssigned(0).committed()).isEqualTo(6);
                assertThat(node.await(Event.Polled.class).offsets()[0]).isEqualTo(6);
            }
        }
    }

    /** A node that still runs tasks of the old topic watches its offsets; it need not own anything of the new one. */
    @Test
    @Tag("D6")
    void anOffsetThatAPersonSetsIsOneOfTheTopicThatHasTheName(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.started(broker.settings("n1", queue))) {
            QueuePartition old = new QueuePartition(queue.name(), broker.topicId(queue), 0);
            QueuePartition now = new QueuePartition(queue.name(), broker.recreate(queue), 0);
            broker.send(queue, 0, "new");
            commitForTheGroup(broker, queue, 1, "set by hand");
            node.adapter.execute(new Command.ReadCommitted(1, List.of(old, now)));
            assertThat(node.await(Event.CommittedRead.class).offsets()).containsExactly(Map.entry(now, 1L));

            commitForTheGroup(broker, queue, 1, metadata(1, old.topicId()));
            node.adapter.execute(new Command.ReadCommitted(2, List.of(old, now)));
            assertThat(node.await(Event.CommittedRead.class).offsets()).containsExactly(Map.entry(old, 1L));
        }
    }

    /**
     * A consumer goes on at its old position, in the middle of the new topic, if that is long enough by then. Paused, since
     * else it may see a log that is shorter than its position first, and begin again because of that.
     */
    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    @Tag("C2")
    void aRunningNodeNoticesANewTopicThatIsLongerThanTheOldOneAndBeginsAtItsBeginning(
            GroupProtocol protocol, Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.consuming(broker.settings(protocol, "n1", queue))) {
            for (int i = 0; i < 3; i++) {
                broker.send(queue, 0, "old");
            }
            QueuePartition before = node.awaitAssigned(0).partition();
            node.awaitPolled(2);
            assertThat(node.commit(1, before, 3, metadata(3, before.topicId()))).isEqualTo(CommitResult.OK);
            node.adapter.execute(new Command.Consume(Consumption.PAUSED));

            Id128 now = broker.recreate(queue);
            for (int i = 0; i < 20; i++) {
                broker.send(queue, 0, "new");
            }
            Event.Assigned again = node.awaitAssigned(0);
            node.adapter.execute(new Command.Consume(Consumption.ON));

            assertThat(again.partition().topicId()).isEqualTo(now);
            assertThat(again.committed()).isEqualTo(-1);
            node.await(
                    Event.Polled.class,
                    polled -> polled.partition().equals(again.partition()) && polled.offsets()[0] == 0);
            AtomicLong request = new AtomicLong(1);
            assertThat(node.commit(request.incrementAndGet(), before, 3, metadata(3, before.topicId())))
                    .as("nothing is committed any more for what is gone")
                    .isEqualTo(CommitResult.REFUSED);
            // The broker notices too, later, and takes the partition back for a moment.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> node.commit(request.incrementAndGet(), again.partition(), 1, metadata(1, now))
                            == CommitResult.OK);
        }
    }
}

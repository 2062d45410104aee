package io.ballot.node.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Command.Consumption;
import io.ballot.core.Event;
import io.ballot.core.Event.CommitResult;
import io.ballot.core.offset.CommitMetadata;
import io.ballot.core.offset.CommitPoint;
import io.ballot.core.offset.OffsetTracker;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** One node and a real broker: what comes, what is fetched, what is committed. */
@ExtendWith(Broker.class)
@Timeout(120)
class KafkaAdapterTest {

    @Test
    void whatIsPolledIsAnEventOfIdsAndARecordWithThePayload(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.consuming(broker.settings("n1", queue))) {
            broker.send(queue, 0, "named", "task-id", "A", "ballot-round", "2", "other", "kept");
            long last = broker.send(queue, 0, "unnamed");

            Event.Assigned assigned = node.awaitAssigned(0);
            assertThat(assigned.committed()).isEqualTo(-1);
            Event.Polled polled = node.awaitPolled(0);
            TaskIdentity identity = new TaskIdentity(queue.name(), TestNode.SEED);
            assertThat(polled.partition()).isEqualTo(assigned.partition());
            assertThat(polled.ids().get(0)).isEqualTo(identity.ofName("", "", "A", 2));
            assertThat(polled.flags()[0]).isZero();

            int index = polled.offsets().length - 1;
            Event.Polled lastPolled = polled.offsets()[index] == last ? polled : node.awaitPolled(last);
            index = lastPolled.offsets().length - 1;
            assertThat(lastPolled.flags()[index]).isEqualTo(Claim.NAMED_BY_RECORD);
            assertThat(lastPolled.ids().get(index))
                    .isEqualTo(identity.ofRecord(polled.partition().topicId(), 0, last, 0));

            assertThat(node.store.get(polled.partition(), 0)).satisfies(record -> {
                assertThat(record.displayId()).isEqualTo("A");
                assertThat(record.round()).isEqualTo(2);
                assertThat(record.payload()).asString().isEqualTo("named");
                assertThat(record.maybeHeader("other")).isEqualTo("kept");
            });
            assertThat(node.store.get(polled.partition(), last).displayId()).isEqualTo(queue.topic() + "/0/" + last);

            node.adapter.execute(new Command.Forget(polled.partition(), new long[] {0}));
            assertThat(node.store.get(polled.partition(), 0)).isNull();
        }
    }

    @Test
    @Tag("C1")
    void whatWasFinishedOutOfOrderComesBackAsHintsToTheNextOwner(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        QueuePartition partition;
        Event.Polled polled;
        try (TestNode node = TestNode.started(broker.settings("n1", queue))) {
            for (int i = 0; i < 5; i++) {
                broker.send(queue, 0, "task", "task-id", "id-" + i);
            }
            node.adapter.execute(new Command.Consume(Consumption.ON));
            partition = node.awaitAssigned(0).partition();
            polled = node.awaitPolled(4);
            assertThat(polled.offsets()).containsExactly(0, 1, 2, 3, 4);
            OffsetTracker tracker = new OffsetTracker(-1);
            tracker.polled(polled.offsets(), polled.ids());
            tracker.decided(new long[] {0, 2, 4});
            String metadata =
                    CommitMetadata.encode(tracker.commitPoint(), "it", new Id128(5, 5), partition.topicId(), -1, 4096);

            assertThat(node.commit(1, partition, tracker.commitOffset(), metadata))
                    .isEqualTo(CommitResult.OK);
        }
        try (TestNode next = TestNode.consuming(broker.settings("n2", queue))) {
            Event.Assigned assigned = next.awaitAssigned(0);
            assertThat(assigned.committed()).isEqualTo(1);
            assertThat(assigned.hintedOffsets()).containsExactly(2, 4);
            assertThat(assigned.hintedPrints())
                    .containsExactly(
                            CommitPoint.fingerprint(polled.ids().get(2)),
                            CommitPoint.fingerprint(polled.ids().get(4)));
            assertThat(next.awaitPolled(1).offsets()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void whilePausedNothingIsFetchedAlsoOfPartitionsThatComeLater(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(2);
        try (TestNode node = TestNode.started(broker.settings("n1", queue))) {
            broker.send(queue, 0, "zero");
            broker.send(queue, 1, "one");
            node.adapter.execute(new Command.Consume(Consumption.PAUSED));
            List<Event.Assigned> both =
                    node.await(Event.PartitionsAssigned.class).partitions();
            assertThat(both).hasSize(2);
            QueuePartition zero = both.stream()
                    .map(Event.Assigned::partition)
                    .filter(p -> p.partition() == 0)
                    .findFirst()
                    .orElseThrow();
            // Commits are answered from within a poll: two of them show that the consumer polled and fetched nothing.
            assertThat(node.commit(1, zero, 0, "")).isEqualTo(CommitResult.OK);
            assertThat(node.commit(2, zero, 0, "")).isEqualTo(CommitResult.OK);
            assertThat(node.has(Event.Polled.class)).isFalse();

            node.adapter.execute(new Command.PausePartitions(List.of(zero)));
            node.adapter.execute(new Command.Consume(Consumption.ON));
            Event.Polled first = node.await(Event.Polled.class);
            assertThat(first.partition().partition()).isEqualTo(1);
            assertThat(node.commit(3, zero, 0, "")).isEqualTo(CommitResult.OK);
            assertThat(node.has(Event.Polled.class)).isFalse();

            node.adapter.execute(new Command.ResumePartitions(List.of(zero)));
            assertThat(node.await(Event.Polled.class).partition()).isEqualTo(zero);
        }
    }

    @Test
    @Tag("C1")
    void partitionsThatAreAddedAreFoundWithoutARestart(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.consuming(broker.settings("n1", queue))) {
            node.awaitAssigned(0);

            broker.admin()
                    .createPartitions(Map.of(queue.topic(), NewPartitions.increaseTo(2)))
                    .all()
                    .get();

            assertThat(node.awaitAssigned(1).committed()).isEqualTo(-1);
        }
    }

    @Test
    @Tag("C2")
    void aCommitOfAPartitionThatIsNotThisNodesIsRefused(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.consuming(broker.settings("n1", queue))) {
            QueuePartition mine = node.awaitAssigned(0).partition();
            QueuePartition ofTheTopicBefore = new QueuePartition(queue.name(), new Id128(1, 1), 0);

            assertThat(node.commit(1, ofTheTopicBefore, 7, "")).isEqualTo(CommitResult.REFUSED);
            assertThat(node.commit(2, new QueuePartition("other", mine.topicId(), 0), 7, ""))
                    .isEqualTo(CommitResult.REFUSED);
            assertThat(node.commit(3, mine, 0, "")).isEqualTo(CommitResult.OK);
        }
    }

    @Test
    void committedOffsetsAndLogEndsAreReadForPartitionsOfAnyNode(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(2);
        try (TestNode node = TestNode.consuming(broker.settings("n1", queue));
                TestNode other = TestNode.started(broker.settings("n2", queue))) {
            broker.send(queue, 0, "a");
            broker.send(queue, 0, "b");
            List<QueuePartition> both = node.await(Event.PartitionsAssigned.class).partitions().stream()
                    .map(Event.Assigned::partition)
                    .sorted()
                    .toList();
            assertThat(node.commit(1, both.get(0), 1, "")).isEqualTo(CommitResult.OK);

            other.adapter.execute(new Command.ReadCommitted(5, both));
            other.adapter.execute(new Command.ReadEnds(6, both));

            assertThat(other.await(Event.CommittedRead.class))
                    .satisfies(read -> assertThat(read.request()).isEqualTo(5))
                    .satisfies(read -> assertThat(read.offsets()).hasSize(1).containsEntry(both.get(0), 1L));
            assertThat(other.await(Event.EndsRead.class).ends())
                    .containsEntry(both.get(0), 2L)
                    .containsEntry(both.get(1), 0L);
            try (LagReader lags = LagReader.open(broker.settings("cli", queue), 10_000)) {
                assertThat(lags.read(queue))
                        .containsExactly(
                                new PartitionLag(queue.name(), queue.topic(), 0, 1, 2, 1, "n1"),
                                new PartitionLag(queue.name(), queue.topic(), 1, -1, 0, 0, "n1"));
            }
        }
    }
}

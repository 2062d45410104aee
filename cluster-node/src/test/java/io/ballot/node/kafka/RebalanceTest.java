package io.ballot.node.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballot.core.Command;
import io.ballot.core.Command.Consumption;
import io.ballot.core.Event;
import io.ballot.core.Event.CommitResult;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Partitions that move: handed over, lost, or left behind. Real brokers, several nodes in one process. */
@ExtendWith(Broker.class)
@Timeout(120)
class RebalanceTest {

    /** Far below the group's session timeout (10 s, or the broker's 45 s), after which the partitions would move anyway. */
    private static Duration atOnce(GroupProtocol protocol) {
        return Duration.ofSeconds(protocol == GroupProtocol.CLASSIC ? 7 : 20);
    }

    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    @Tag("C2")
    void aRevokedPartitionGoesOnlyWhenTheNodeSaysSoAndWithWhatItCommittedMeanwhile(
            GroupProtocol protocol, Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(2);
        try (TestNode first =
                TestNode.consuming(broker.settings(protocol, "n1", queue)).holdingOn()) {
            for (int i = 0; i < 10; i++) {
                broker.send(queue, i % 2, "task");
            }
            first.await(
                    Event.PartitionsAssigned.class,
                    assigned -> assigned.partitions().size() == 2);
            try (TestNode second = TestNode.consuming(broker.settings(protocol, "n2", queue))) {
                Event.PartitionsRevoked revoked = first.await(Event.PartitionsRevoked.class);
                QueuePartition going = revoked.partitions().get(0);

                assertThat(first.commit(1, going, 3, "")).isEqualTo(CommitResult.OK);
                first.adapter.execute(new Command.RevokeDone(revoked.revoke()));

                assertThat(second.awaitAssigned(going.partition()).committed()).isEqualTo(3);
                assertThat(first.commit(2, going, 1, ""))
                        .as("a late commit must not put the new owner's back")
                        .isEqualTo(CommitResult.REFUSED);
                second.adapter.execute(new Command.ReadCommitted(9, List.of(going)));
                assertThat(second.await(Event.CommittedRead.class).offsets()).containsEntry(going, 3L);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    void aNodeThatNeverAnswersHoldsARevokedPartitionForABoundedTimeOnly(GroupProtocol protocol, Broker broker)
            throws Exception {
        KafkaQueue queue = broker.newQueue(2);
        try (TestNode first =
                TestNode.consuming(broker.settings(protocol, "n1", queue)).holdingOn()) {
            first.awaitAssigned(0);
            long before = System.nanoTime();
            try (TestNode second = TestNode.consuming(broker.settings(protocol, "n2", queue))) {
                QueuePartition going =
                        first.await(Event.PartitionsRevoked.class).partitions().get(0);

                second.awaitAssigned(going.partition());

                assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(2));
                assertThat(first.commit(1, going, 1, "")).isEqualTo(CommitResult.REFUSED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    void anOrderlyLeaveHandsOverCommitsAndFreesThePartitionsAtOnce(GroupProtocol protocol, Broker broker)
            throws Exception {
        KafkaQueue queue = broker.newQueue(2);
        try (TestNode first = TestNode.consuming(broker.settings(protocol, "n1", queue))) {
            broker.send(queue, 0, "a");
            broker.send(queue, 1, "b");
            first.awaitAssigned(0); // both, as it is alone: whoever joins later takes one of them
            try (TestNode second = TestNode.consuming(broker.settings(protocol, "n2", queue))) {
                QueuePartition staying = second.await(Event.PartitionsAssigned.class)
                        .partitions()
                        .get(0)
                        .partition();
                int leaving = 1 - staying.partition();
                first.holdingOn();

                long before = System.nanoTime();
                first.adapter.execute(new Command.Consume(Consumption.OFF));
                Event.PartitionsRevoked revoked = first.await(
                        Event.PartitionsRevoked.class,
                        event -> event.partitions().stream().allMatch(p -> p.partition() == leaving));
                // The rebalance that gave the second its part may not be over, and Kafka takes no commit until it is.
                AtomicLong request = new AtomicLong();
                await().atMost(20, TimeUnit.SECONDS)
                        .until(() -> first.commit(
                                        request.incrementAndGet(),
                                        revoked.partitions().get(0),
                                        1,
                                        "")
                                == CommitResult.OK);
                first.adapter.execute(new Command.RevokeDone(revoked.revoke()));
                first.await(Event.ConsumptionStopped.class);

                assertThat(second.awaitAssigned(leaving).committed()).isEqualTo(1);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(atOnce(protocol));

                first.adapter.execute(new Command.Consume(Consumption.ON));
                first.await(Event.PartitionsAssigned.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    @Tag("C2")
    void aMemberThatWasRemovedLosesItsPartitionsCommitsNothingForThemAndComesBack(GroupProtocol protocol, Broker broker)
            throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.consuming(broker.settings(protocol, "n:1", queue))) {
            QueuePartition partition = node.awaitAssigned(0).partition();
            broker.admin()
                    .removeMembersFromConsumerGroup(
                            GroupNames.group("it", queue.name()),
                            new RemoveMembersFromConsumerGroupOptions(
                                    List.of(new MemberToRemove(GroupNames.instance("n:1", queue.name())))))
                    .all()
                    .get(20, TimeUnit.SECONDS);

            assertThat(node.await(Event.PartitionsLost.class).partitions()).containsExactly(partition);
            assertThat(node.has(Event.PartitionsRevoked.class)).isFalse();
            assertThat(node.awaitAssigned(0).committed()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    void aNodeWhoseNameJoinsASecondTimeIsFencedAndLosesItsPartitions(GroupProtocol protocol, Broker broker)
            throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.consuming(broker.settings(protocol, "n1", queue))) {
            QueuePartition partition = node.awaitAssigned(0).partition();
            try (TestNode namesake = TestNode.consuming(broker.settings(protocol, "n1", queue))) {
                namesake.awaitAssigned(0);

                assertThat(node.await(Event.PartitionsLost.class).partitions()).containsExactly(partition);
            }
        }
    }

    /** Under the consumer protocol the name of a member that nobody has removed is refused until its session has ended. */
    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    @Tag("F3")
    void aNodeThatStartsAgainAtOnceTakesTheNameOfItsEarlierProcess(GroupProtocol protocol, Broker broker)
            throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        KafkaSettings settings = broker.settings(protocol, "n1", queue);
        new QueueTopics(broker.admin(), broker.servers(), 20_000).ensure(List.of(queue));
        try (KafkaConsumer<byte[], byte[]> earlier =
                new KafkaConsumer<>(ClientConfigs.consumer(settings, queue.name()))) {
            earlier.subscribe(List.of(queue.topic()), new NeverToldOfALoss());
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                earlier.poll(Duration.ofMillis(100));
                return !earlier.assignment().isEmpty();
            });
            long before = System.nanoTime();
            try (TestNode again = TestNode.consuming(settings)) {
                again.awaitAssigned(0);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(atOnce(protocol));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    @Tag("F3")
    void thePartitionsOfANodeThatIsRemovedAreElsewhereBeforeItsSessionEnds(GroupProtocol protocol, Broker broker)
            throws Exception {
        KafkaQueue queue = broker.newQueue(2);
        try (TestNode first = TestNode.consuming(broker.settings(protocol, "n1", queue))) {
            first.awaitAssigned(1);
            KafkaConsumer<byte[], byte[]> gone =
                    new KafkaConsumer<>(ClientConfigs.consumer(broker.settings(protocol, "n2", queue), queue.name()));
            gone.subscribe(List.of(queue.topic()), new NeverToldOfALoss());
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                gone.poll(Duration.ofMillis(100));
                return !gone.assignment().isEmpty();
            });
            int moving = gone.assignment().iterator().next().partition();

            long before = System.nanoTime();
            first.adapter.execute(new Command.RemoveFromGroups(new NodeId("n2")));

            first.awaitAssigned(moving);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(atOnce(protocol));
            gone.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }

    /**
     * A consumer that nobody polls any more heartbeats on. Under the consumer protocol one without a listener joins again by
     * itself as soon as it hears that it was removed, and may have its partitions back before anybody else got them; one with
     * a listener first has to be polled, to be told of the loss.
     */
    private static final class NeverToldOfALoss implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
    }

    @Test
    void aTopicThatIsCreatedAnewHasPartitionsOfAnotherId(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.consuming(broker.settings("n1", queue))) {
            broker.send(queue, 0, "a");
            QueuePartition before = node.awaitAssigned(0).partition();
            node.awaitPolled(0);
            node.adapter.execute(new Command.Consume(Consumption.OFF));
            node.await(Event.ConsumptionStopped.class);
            broker.admin().deleteTopics(List.of(queue.topic())).all().get(20, TimeUnit.SECONDS);
            new QueueTopics(broker.admin(), broker.servers(), 20_000).ensure(List.of(queue));

            node.adapter.execute(new Command.Consume(Consumption.ON));

            assertThat(node.awaitAssigned(0).partition().topicId()).isNotEqualTo(before.topicId());
        }
    }

    @Test
    void anOffsetBeyondTheLogsEndIsTakenAsPartitionsLostAndComeAgain(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.started(broker.settings("n1", queue))) {
            broker.send(queue, 0, "a");
            broker.admin()
                    .alterConsumerGroupOffsets(
                            GroupNames.group("it", queue.name()),
                            Map.of(new TopicPartition(queue.topic(), 0), new OffsetAndMetadata(100, "not ours")))
                    .all()
                    .get(20, TimeUnit.SECONDS);

            node.adapter.execute(new Command.Consume(Consumption.ON));

            assertThat(node.awaitAssigned(0).committed()).isEqualTo(100);
            node.await(Event.PartitionsLost.class);
            assertThat(node.awaitAssigned(0).committed()).isZero();
            assertThat(node.awaitPolled(0).offsets()).containsExactly(0);
        }
    }

    @Test
    @Tag("F4")
    void aBrokerThatIsAwayFailsCommitsAndWhenItIsBackConsumptionGoesOn(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.consuming(broker.settings("n1", queue))) {
            QueuePartition partition = node.awaitAssigned(0).partition();
            broker.send(queue, 0, "a");
            node.awaitPolled(0);

            broker.whileAway(() -> assertThat(node.commit(1, partition, 1, "")).isEqualTo(CommitResult.FAILED));

            broker.send(queue, 0, "b");
            node.awaitPolled(1);
            // A member that the group has given up meanwhile is told that its partitions are lost, and gets them anew.
            if (node.has(Event.PartitionsLost.class)) {
                node.awaitAssigned(0);
            }
            AtomicLong request = new AtomicLong(1);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> node.commit(request.incrementAndGet(), partition, 1, "") == CommitResult.OK);
        }
    }
}

package io.ballot.node.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballot.core.Command;
import io.ballot.core.Command.Consumption;
import io.ballot.core.Command.SideTopic;
import io.ballot.core.Event;
import io.ballot.core.Event.CommitResult;
import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node does about its Kafka clients when the wall clock was set back. The clock itself stays: chaos runs step it. */
@ExtendWith(Broker.class)
@Timeout(120)
class ClockSetBackTest {

    private static final long BACK_MS = 3_600_000;

    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    @Tag("C2")
    void partitionsAreHandedOverInOrderAndComeAgainToAMemberOfANewClient(GroupProtocol protocol, Broker broker)
            throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node =
                TestNode.consuming(broker.settings(protocol, "n1", queue)).holdingOn()) {
            broker.send(queue, 0, "a");
            QueuePartition partition = node.awaitAssigned(0).partition();
            node.awaitPolled(0);
            String before = member(broker, queue);

            assertThat(node.adapter.clockWentBack(BACK_MS)).isTrue();

            Event.PartitionsRevoked revoked = node.await(Event.PartitionsRevoked.class);
            assertThat(revoked.partitions()).containsExactly(partition);
            assertThat(node.commit(1, partition, 1, "")).isEqualTo(CommitResult.OK);
            node.adapter.execute(new Command.RevokeDone(revoked.revoke()));

            assertThat(node.awaitAssigned(0).committed()).isEqualTo(1);
            broker.send(queue, 0, "b");
            node.awaitPolled(1);
            assertThat(node.commit(2, partition, 2, "")).isEqualTo(CommitResult.OK);
            assertThat(member(broker, queue)).isNotEqualTo(before);
            assertThat(node.has(Event.PartitionsLost.class)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    void readsSideRecordsAndRemovalsGoThroughTheNewClients(GroupProtocol protocol, Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.consuming(broker.settings(protocol, "n1", queue))) {
            broker.send(queue, 0, "a");
            QueuePartition partition = node.awaitAssigned(0).partition();
            node.awaitPolled(0);

            assertThat(node.adapter.clockWentBack(BACK_MS)).isTrue();
            node.awaitAssigned(0);

            assertThat(node.commit(1, partition, 1, "")).isEqualTo(CommitResult.OK);
            node.adapter.execute(new Command.ReadCommitted(2, List.of(partition)));
            assertThat(node.await(Event.CommittedRead.class).offsets()).containsEntry(partition, 1L);
            node.adapter.execute(new Command.ReadEnds(3, List.of(partition)));
            assertThat(node.await(Event.EndsRead.class).ends()).containsEntry(partition, 1L);
            node.adapter.execute(
                    new Command.WriteSide(SideTopic.PARKED, partition, 9, 0, new Id128(3, 4), 2, "unknown"));
            assertThat(node.await(Event.SideRecordWritten.class))
                    .isEqualTo(new Event.SideRecordWritten(partition, 9, 0, true));
            node.adapter.execute(new Command.RemoveFromGroups(new NodeId("n1")));
            assertThat(node.await(Event.PartitionsLost.class).partitions()).containsExactly(partition);
            node.awaitAssigned(0);
        }
    }

    /** A time server that is wrong sets all of them back at once. */
    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    void nodesThatAreSetBackAtOnceShareThePartitionsAgain(GroupProtocol protocol, Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(2);
        try (TestNode first = TestNode.consuming(broker.settings(protocol, "n1", queue))) {
            first.awaitAssigned(0);
            try (TestNode second = TestNode.consuming(broker.settings(protocol, "n2", queue))) {
                second.await(Event.PartitionsAssigned.class);

                assertThat(first.adapter.clockWentBack(BACK_MS)).isTrue();
                assertThat(second.adapter.clockWentBack(BACK_MS)).isTrue();

                first.await(Event.PartitionsRevoked.class);
                second.await(Event.PartitionsRevoked.class);
                QueuePartition zero = partition(broker, queue, 0);
                QueuePartition one = partition(broker, queue, 1);
                AtomicLong request = new AtomicLong();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> (canCommit(first, request, zero) && canCommit(second, request, one))
                                || (canCommit(first, request, one) && canCommit(second, request, zero)));
            }
        }
    }

    @Test
    void aPausedQueueStaysPausedAndOneThatIsOffStaysOff(Broker broker) throws Exception {
        KafkaQueue queue = broker.newQueue(1);
        try (TestNode node = TestNode.started(broker.settings("n1", queue))) {
            broker.send(queue, 0, "a");
            assertThat(node.adapter.clockWentBack(BACK_MS)).isTrue();
            node.adapter.execute(new Command.Consume(Consumption.PAUSED));
            QueuePartition partition = node.awaitAssigned(0).partition();
            assertThat(node.has(Event.PartitionsRevoked.class)).isFalse();

            assertThat(node.adapter.clockWentBack(BACK_MS)).isTrue();
            node.awaitAssigned(0);
            // Commits are answered from within a poll: two of them show that the consumer polled and fetched nothing.
            assertThat(node.commit(1, partition, 0, "")).isEqualTo(CommitResult.OK);
            assertThat(node.commit(2, partition, 0, "")).isEqualTo(CommitResult.OK);
            assertThat(node.has(Event.Polled.class)).isFalse();

            node.adapter.execute(new Command.Consume(Consumption.ON));
            node.awaitPolled(0);
        }
    }

    @Test
    void clientsThatWereReplacedAreClosedAndNoneIsOpenedAfterTheEnd(Broker broker) {
        SharedClients clients = new SharedClients(broker.settings("n1"));
        Admin admin = clients.admin();
        Producer<byte[], byte[]> producer = clients.producer();
        clients.replace().run();
        assertThat(clients.admin()).isNotSameAs(admin);
        assertThat(clients.producer()).isNotSameAs(producer);
        assertThat(admin.listTopics().names().toCompletionStage().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5));

        Admin last = clients.admin();
        clients.close();
        clients.replace().run();
        assertThat(clients.admin()).isSameAs(last);
    }

    private static QueuePartition partition(Broker broker, KafkaQueue queue, int number) throws Exception {
        return new QueuePartition(queue.name(), broker.topicId(queue), number);
    }

    private static boolean canCommit(TestNode node, AtomicLong request, QueuePartition partition) throws Exception {
        return node.commit(request.incrementAndGet(), partition, 0, "") == CommitResult.OK;
    }

    /** The id that the group has given its only member. */
    private static String member(Broker broker, KafkaQueue queue) throws Exception {
        String group = GroupNames.group("it", queue.name());
        List<MemberDescription> members = List.copyOf(broker.admin()
                .describeConsumerGroups(List.of(group))
                .all()
                .get(20, TimeUnit.SECONDS)
                .get(group)
                .members());
        assertThat(members).hasSize(1);
        return members.get(0).consumerId();
    }
}

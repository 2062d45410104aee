package io.ballot.node.kafka;

import io.ballot.node.kafka.ConsumerCommand.CommitPart;
import io.ballot.node.kafka.OwnedPartitions.Owned;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in a queue's group, from joining to leaving: polls, and tells the machine what came, what is taken back and
 * what is gone. Used by the poll thread only.
 */
final class GroupSession {

    private static final Logger log = LoggerFactory.getLogger(GroupSession.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaQueue queue;
    private final ConsumerContext context;
    private final Mailbox mailbox;
    private final Consumer<byte[], byte[]> consumer;
    private final OwnedPartitions owned = new OwnedPartitions();
    private final FetchControl fetches = new FetchControl();
    private final Commits commits;
    private final Rebalances rebalances;
    private final Arrivals arrivals;
    private final LagReads lagReads;
    private @Nullable TaskIdentity maybeIdentity;
    private @Nullable Id128 identitySeed;

    GroupSession(
            KafkaQueue queue,
            ConsumerContext context,
            Mailbox mailbox,
            Consumer<byte[], byte[]> consumer,
            java.util.function.Consumer<ConsumerCommand> commands) {
        this.queue = queue;
        this.context = context;
        this.mailbox = mailbox;
        this.consumer = consumer;
        this.commits = new Commits(queue, consumer, owned);
        this.rebalances = new Rebalances(queue, context, mailbox, consumer, owned, fetches, commits, commands);
        this.arrivals = new Arrivals(queue, context, consumer, owned, fetches);
        this.lagReads = new LagReads(queue, context, consumer, owned);
        consumer.subscribe(List.of(queue.topic()), rebalances);
    }

    LagReads lagReads() {
        return lagReads;
    }

    FetchControl fetches() {
        return fetches;
    }

    /** Where Kafka has it, null if it is not this member's. */
    @Nullable
    TopicPartition find(QueuePartition partition) {
        return owned.find(queue.topic(), partition);
    }

    void commit(CommitPart part) {
        long handOverMs = rebalances.handOverRemainingMs();
        if (handOverMs > 0) {
            commits.sync(part, handOverMs);
        } else {
            commits.async(part);
        }
    }

    void revokeDone(long revoke) {
        rebalances.revokeDone(revoke);
    }

    /**
     * Tells the machine of partitions that came, then polls and tells what was polled.
     *
     * @throws KafkaException if Kafka gave an error; nothing was lost by it, and the next call tries again
     */
    void poll(long timeoutMs) throws InterruptedException {
        context.topicIds().lookAgain(queue.topic());
        arrivals.noticeAnotherTopic();
        arrivals.announce();
        lagReads.answer();
        fetches.apply(consumer);
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(Duration.ofMillis(mailbox.beginPoll() ? timeoutMs : 0));
        } catch (WakeupException e) {
            return; // there is mail
        } catch (KafkaException e) {
            rebalances.throwBug();
            throw e;
        } finally {
            mailbox.endPoll();
        }
        for (TopicPartition at : records.partitions()) {
            deliver(at, records.records(at));
        }
    }

    private void deliver(TopicPartition at, List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
        Owned found = owned.get(at);
        if (found == null && !fetches.isAnnounced(at)) {
            return; // of another topic than another partition of this poll has just shown; read again from its
            // beginning
        }
        if (found == null) {
            throw new IllegalStateException(records.size() + " records polled of " + at + ", which was not announced");
        }
        long first = records.get(0).offset();
        if (first < found.next) {
            found = arrivals.beginAgain(at, found, first);
            if (found == null) {
                return;
            }
        }
        PolledBatch batch = PolledBatch.of(found.partition, records, identity());
        context.store().put(found.partition, batch.records());
        found.next = records.get(records.size() - 1).offset() + 1;
        context.inbox().accept(batch.event());
    }

    private TaskIdentity identity() {
        Id128 seed = context.seed().get();
        if (seed == null) {
            throw new IllegalStateException("records polled before the cluster's hash seed is known");
        }
        TaskIdentity identity = maybeIdentity;
        if (identity == null || !seed.equals(identitySeed)) {
            identity = new TaskIdentity(queue.name(), seed);
            maybeIdentity = identity;
            identitySeed = seed;
        }
        return identity;
    }

    /** Hands all partitions over as in a rebalance, then leaves the group: others have them at once. */
    void leave() throws InterruptedException {
        rebalances.handOver(owned.all());
        rebalances.end();
        close(GroupMembershipOperation.LEAVE_GROUP);
        log.info("left the group: queue={}", queue.name());
    }

    /**
     * Ends without a word to wait for: what is owned counts as lost.
     *
     * @param tell whether anybody is left to be told
     */
    void abandon(GroupMembershipOperation membership, boolean tell) {
        if (tell) {
            rebalances.onPartitionsLost(owned.all());
        }
        rebalances.end();
        close(membership);
    }

    private void close(GroupMembershipOperation membership) {
        try {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(membership));
        } catch (KafkaException e) {
            // Nothing more can be done for it; the group's session ends what was not said.
            log.warn("queue {}: the consumer did not close in order: {}", queue.name(), Causes.message(e));
        }
        commits.failOpen();
    }
}

package io.ballot.node.kafka;

import io.ballot.core.Event;
import io.ballot.protocol.QueuePartition;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka says about partitions, from within {@code poll}.
 *
 * <p>Revoked: the poll thread stays in the callback, carrying out commands (commits above all), until the machine says that
 * the partitions may go, or its drain time and a little more are over. That is far below {@code max.poll.interval.ms} (300 s),
 * and heartbeats go on meanwhile. Lost: they are somebody else's already; the machine is told, nothing is committed (R11).
 */
final class Rebalances implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(Rebalances.class);

    /** What the machine's drain may take longer than it plans: one loop of the driver and one commit. */
    private static final long SLACK_MS = 2_000;

    private static final long SETTLE_MS = 1_000;

    private final KafkaQueue queue;
    private final ConsumerContext context;
    private final Mailbox mailbox;
    private final Consumer<?, ?> consumer;
    private final OwnedPartitions owned;
    private final FetchControl fetches;
    private final Commits commits;
    private final java.util.function.Consumer<ConsumerCommand> commands;

    private long revoke;
    private boolean done = true;
    private long deadlineNanos;
    private boolean ended;
    private @Nullable RuntimeException maybeBug;

    Rebalances(
            KafkaQueue queue,
            ConsumerContext context,
            Mailbox mailbox,
            Consumer<?, ?> consumer,
            OwnedPartitions owned,
            FetchControl fetches,
            Commits commits,
            java.util.function.Consumer<ConsumerCommand> commands) {
        this.queue = queue;
        this.context = context;
        this.mailbox = mailbox;
        this.consumer = consumer;
        this.owned = owned;
        this.fetches = fetches;
        this.commits = commits;
        this.commands = commands;
    }

    /** From now on Kafka's callbacks change nothing: the consumer is being closed, and all that there is to say was said. */
    void end() {
        ended = true;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty() && !ended) {
            fetches.came(partitions);
            fetches.apply(consumer);
            consumer.wakeup(); // this poll has nothing to fetch of them, and waits; they are announced after it
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        List<QueuePartition> names = owned.namesOf(partitions);
        owned.removeAll(partitions);
        fetches.went(partitions);
        if (!names.isEmpty() && !ended) {
            log.warn("partitions lost: queue={} partitions={}", queue.name(), numbers(names));
            context.inbox().accept(new Event.PartitionsLost(names));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (ended) {
            return;
        }
        try {
            handOver(partitions);
            // A commit made in there may have eaten the wake-up that was to end this poll; its timer may stand still.
            consumer.wakeup();
        } catch (InterruptedException e) {
            throw new InterruptException(
                    e); // the thread is to end; Kafka's type passes through poll, and is seen there
        } catch (IllegalStateException | NullPointerException e) {
            maybeBug = e; // poll would make an error of Kafka's of it
            throw e;
        }
    }

    /** Throws what went wrong in a callback through no fault of Kafka's, if anything did. */
    void throwBug() {
        if (maybeBug != null) {
            throw maybeBug;
        }
    }

    /** Asks the machine to let these go, and carries out its commands until it says so or the time is over. */
    void handOver(Collection<TopicPartition> partitions) throws InterruptedException {
        List<QueuePartition> names = owned.namesOf(partitions);
        if (!names.isEmpty()) {
            log.info("partitions revoked: queue={} partitions={}", queue.name(), numbers(names));
            revoke = context.revokes().incrementAndGet();
            done = false;
            deadlineNanos = System.nanoTime()
                    + TimeUnit.MILLISECONDS.toNanos(context.settings().rebalanceDrainMs() + SLACK_MS);
            context.inbox().accept(new Event.PartitionsRevoked(revoke, names));
            awaitDone(names);
            commits.settle(SETTLE_MS);
        }
        owned.removeAll(partitions);
        fetches.went(partitions);
    }

    private void awaitDone(List<QueuePartition> names) throws InterruptedException {
        try {
            for (long left = handOverRemainingMs(); left > 0; left = handOverRemainingMs()) {
                ConsumerCommand command = mailbox.take(left);
                if (command != null) {
                    commands.accept(command);
                }
            }
            if (!done) {
                log.warn(
                        "queue {}: letting partitions {} go without the node's word; what it has not committed is"
                                + " reported to the leader",
                        queue.name(),
                        numbers(names));
            }
        } finally {
            done = true;
        }
    }

    /** How long a hand-over may still wait, 0 when none is going on. */
    long handOverRemainingMs() {
        return done ? 0 : Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()));
    }

    void revokeDone(long doneRevoke) {
        done |= doneRevoke == revoke;
    }

    private static List<Integer> numbers(List<QueuePartition> names) {
        return names.stream().map(QueuePartition::partition).toList();
    }
}

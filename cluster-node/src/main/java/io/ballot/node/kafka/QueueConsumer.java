package io.ballot.node.kafka;

import io.ballot.core.Command.Consumption;
import io.ballot.core.Event.CommitResult;
import io.ballot.node.kafka.ConsumerCommand.Close;
import io.ballot.node.kafka.ConsumerCommand.CommitPart;
import io.ballot.node.kafka.ConsumerCommand.Pause;
import io.ballot.node.kafka.ConsumerCommand.ReadLag;
import io.ballot.node.kafka.ConsumerCommand.Renew;
import io.ballot.node.kafka.ConsumerCommand.Resume;
import io.ballot.node.kafka.ConsumerCommand.RevokeDone;
import io.ballot.node.kafka.ConsumerCommand.SetConsumption;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One queue's poll thread: carries out commands in their order, and in between polls.
 *
 * <p>Kafka's errors never end it. The membership is kept through all of them but one: a member that was fenced (its name
 * joined a second time) is gone for good, its partitions count as lost, and the thread joins anew after a pause. And one that
 * would stand still since the clock was set back leaves in order and joins anew.
 */
final class QueueConsumer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(QueueConsumer.class);

    /** How long a poll waits for records; a command ends it early. */
    private static final long POLL_MS = 500;

    private static final long BACKOFF_MIN_MS = 200;
    private static final long BACKOFF_MAX_MS = 5_000;
    private static final long CLOSE_MS = 10_000;

    private final KafkaQueue queue;
    private final ConsumerContext context;
    private final Consumer<Throwable> onFatal;
    private final Mailbox mailbox = new Mailbox(this::wakeup);
    private final Thread thread;

    private volatile @Nullable KafkaConsumer<byte[], byte[]> maybeClient;
    private @Nullable GroupSession maybeSession;
    /** The session that is to be left for a new one. */
    private @Nullable GroupSession maybeStale;

    private Consumption wanted = Consumption.OFF;
    /** To be told once the group was left. */
    private final List<Runnable> awaitingOff = new ArrayList<>();

    /** Whether an earlier process of this node may still be a member: the consumer protocol refuses a second one of its name. */
    private boolean nameMayBeTaken;

    private boolean closed;
    private long backoffMs = BACKOFF_MIN_MS;

    /** @param onFatal told of an error that is no fault of Kafka's; the thread has ended then */
    QueueConsumer(KafkaQueue queue, ConsumerContext context, Consumer<Throwable> onFatal) {
        this.queue = queue;
        this.context = context;
        this.onFatal = onFatal;
        this.nameMayBeTaken = ClientConfigs.isConsumerProtocol(context.settings());
        this.thread = new Thread(this::run, "ballot-poll-" + queue.name());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Hands a command to the poll thread; never waits. */
    void tell(ConsumerCommand command) {
        mailbox.put(command);
    }

    /**
     * Has it leave the group and join it with a new client, if it is in it; never waits. Ends whatever call stands still in
     * the old one, in a poll or outside of one: those are made again, with timers of their own ({@link WakeupSafe}).
     */
    void renew() {
        mailbox.put(new Renew());
        wakeup();
    }

    private void wakeup() {
        KafkaConsumer<byte[], byte[]> client = maybeClient;
        if (client != null) {
            client.wakeup();
        }
    }

    private void run() {
        try {
            while (!closed) {
                step();
            }
            end(GroupMembershipOperation.LEAVE_GROUP);
        } catch (InterruptedException | InterruptException e) {
            // Asked to end by close(), which has waited long enough; the group's session frees the partitions.
            log.warn("queue {}: the poll thread was interrupted and ends", queue.name());
            end(GroupMembershipOperation.LEAVE_GROUP);
        } catch (RuntimeException | Error e) {
            end(GroupMembershipOperation.REMAIN_IN_GROUP);
            onFatal.accept(e);
        }
    }

    private void step() throws InterruptedException {
        try {
            carryOutMail();
            if (wanted == Consumption.OFF || !awaitingOff.isEmpty()) {
                beOff();
            } else if (!closed && maybeStale != null) {
                leave();
                // With its connections standing still it may not have come through that it left.
                nameMayBeTaken = ClientConfigs.isConsumerProtocol(context.settings());
            } else if (!closed) {
                session().poll(POLL_MS);
                backoffMs = BACKOFF_MIN_MS;
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            recover(e);
        }
    }

    private void carryOutMail() {
        for (ConsumerCommand next = mailbox.takeNow(); next != null; next = mailbox.takeNow()) {
            carryOut(next);
        }
    }

    /** Leaves if need be, says so, and waits for mail if that is how it is to stay. */
    private void beOff() throws InterruptedException {
        leave();
        List<Runnable> reached = List.copyOf(awaitingOff);
        awaitingOff.clear();
        reached.forEach(Runnable::run);
        if (wanted == Consumption.OFF && !closed) {
            awaitMail(POLL_MS);
        }
    }

    private void leave() throws InterruptedException {
        GroupSession session = maybeSession;
        if (session != null) {
            session.leave();
            maybeSession = null;
            maybeStale = null;
            maybeClient = null;
        }
    }

    private void awaitMail(long timeoutMs) throws InterruptedException {
        ConsumerCommand next = mailbox.take(timeoutMs);
        if (next != null) {
            carryOut(next);
        }
    }

    /** Also called from within a rebalance, so it only ever notes what a consumer cannot do there. */
    private void carryOut(ConsumerCommand command) {
        GroupSession session = maybeSession;
        if (command instanceof SetConsumption set) {
            setConsumption(set);
        } else if (command instanceof Close) {
            closed = true;
        } else if (command instanceof CommitPart part) {
            if (session == null) {
                part.request().partEnded(CommitResult.REFUSED);
            } else {
                session.commit(part);
            }
        } else if (session == null) {
            log.debug("queue {}: not in the group, passing over {}", queue.name(), command);
        } else if (command instanceof RevokeDone done) {
            session.revokeDone(done.revoke());
        } else if (command instanceof ReadLag read) {
            session.lagReads().ask(read);
        } else if (command instanceof Renew) {
            maybeStale = session;
        } else if (command instanceof Pause pause) {
            forEach(session, pause.partitions(), FetchControl::holdBack);
        } else if (command instanceof Resume resume) {
            forEach(session, resume.partitions(), FetchControl::release);
        }
    }

    private void setConsumption(SetConsumption set) {
        if (set.consumption() == Consumption.ON && context.seed().get() == null) {
            throw new IllegalStateException("queue " + queue.name() + " is to fetch before the hash seed is known");
        }
        wanted = set.consumption();
        if (wanted == Consumption.OFF) {
            awaitingOff.add(set.onReached());
            return;
        }
        if (maybeSession != null) {
            maybeSession.fetches().fetch(wanted == Consumption.ON);
        }
        set.onReached().run();
    }

    private static void forEach(
            GroupSession session, List<QueuePartition> partitions, BiConsumer<FetchControl, TopicPartition> action) {
        for (QueuePartition partition : partitions) {
            TopicPartition at = session.find(partition);
            if (at != null) { // else it has gone meanwhile, and comes back unpaused
                action.accept(session.fetches(), at);
            }
        }
    }

    private GroupSession session() throws InterruptedException {
        GroupSession session = maybeSession;
        if (session == null) {
            if (nameMayBeTaken) {
                context.members().removeOwn(context.settings().nodeId(), queue.name());
                nameMayBeTaken = false;
            }
            KafkaConsumer<byte[], byte[]> client =
                    new KafkaConsumer<>(ClientConfigs.consumer(context.settings(), queue.name()));
            maybeClient = client;
            session = new GroupSession(queue, context, mailbox, client, this::carryOut);
            session.fetches().fetch(wanted == Consumption.ON);
            maybeSession = session;
        }
        return session;
    }

    private void recover(KafkaException error) throws InterruptedException {
        log.warn(
                "queue {}: {}: {}; trying again in {} ms",
                queue.name(),
                Causes.root(error).getClass().getSimpleName(),
                Causes.message(error),
                backoffMs);
        if (Causes.root(error) instanceof FencedInstanceIdException) {
            log.error(
                    "queue {}: another member has joined under the name of this node; its partitions count as lost",
                    queue.name());
            end(GroupMembershipOperation.REMAIN_IN_GROUP);
        } else if (Causes.root(error) instanceof UnreleasedInstanceIdException) {
            nameMayBeTaken = true;
            end(GroupMembershipOperation.REMAIN_IN_GROUP);
        }
        awaitMail(backoffMs);
        backoffMs = Math.min(2 * backoffMs, BACKOFF_MAX_MS);
    }

    private void end(GroupMembershipOperation membership) {
        GroupSession session = maybeSession;
        maybeSession = null;
        maybeStale = null;
        maybeClient = null;
        if (session != null) {
            session.abandon(membership, !closed);
        }
    }

    /** Leaves the group without a word to the machine, and ends the thread; waits for that some seconds at most. */
    @Override
    public void close() {
        mailbox.put(new Close());
        try {
            thread.join(CLOSE_MS);
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(CLOSE_MS);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}

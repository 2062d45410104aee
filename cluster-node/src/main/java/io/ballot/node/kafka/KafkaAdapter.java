package io.ballot.node.kafka;

import io.ballot.core.Command;
import io.ballot.core.Command.CommitOffset;
import io.ballot.core.Command.Consumption;
import io.ballot.core.Event;
import io.ballot.core.Event.CommitResult;
import io.ballot.node.kafka.ConsumerCommand.CommitPart;
import io.ballot.node.kafka.ConsumerCommand.Pause;
import io.ballot.node.kafka.ConsumerCommand.ReadLag;
import io.ballot.node.kafka.ConsumerCommand.Resume;
import io.ballot.node.kafka.ConsumerCommand.RevokeDone;
import io.ballot.node.kafka.ConsumerCommand.SetConsumption;
import io.ballot.node.record.RecordStore;
import io.ballot.node.record.TaskRecord;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's Kafka: carries out the machine's Kafka commands and tells what happens as events.
 *
 * <p>{@link #execute} is called by the node's driver, never waits, and takes commands in their order. Events leave from
 * several threads.
 */
public final class KafkaAdapter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaAdapter.class);

    /** Side records under way to the producer: ten times the default of {@code doubt.queue.max}, which bounds them. */
    private static final int BACKGROUND_BOUND = 1_000_000;

    private final KafkaSettings settings;
    private final Map<String, KafkaQueue> queues = new LinkedHashMap<>();
    private final RecordStore store;
    private final Consumer<Event> inbox;
    private final Consumer<Throwable> onFatal;
    private final AtomicReference<@Nullable Id128> seed = new AtomicReference<>();
    private final Map<String, QueueConsumer> consumers = new LinkedHashMap<>();
    /** For what may wait, or would have the driver speak to itself: writing side records, answers known at once. */
    private final ThreadPoolExecutor background;

    private @Nullable SharedClients maybeClients;
    private @Nullable SideTopics maybeSides;
    private @Nullable OffsetReads maybeReads;
    private @Nullable GroupMembers maybeMembers;
    private @Nullable ClockWatch maybeWatch;
    /** The step back that was complained of last; the watch's own. */
    private long toldBackMs;

    /**
     * @param store where polled records are put, and taken from for side topics
     * @param inbox takes the events, from any thread; may block
     * @param onFatal told of an error that is a bug or exhausted memory; the node must stop
     */
    public KafkaAdapter(KafkaSettings settings, RecordStore store, Consumer<Event> inbox, Consumer<Throwable> onFatal) {
        this.settings = settings;
        this.store = store;
        this.inbox = inbox;
        this.onFatal = onFatal;
        settings.queues().forEach(queue -> queues.put(queue.name(), queue));
        this.background =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(BACKGROUND_BOUND), task -> {
                    Thread thread = new Thread(task, "ballot-kafka-background");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Connects, and sees that the topics are there. Nothing is consumed yet. Waits for the brokers up to the start deadline.
     *
     * @throws KafkaStartException in words for the operator; everything is closed again then
     */
    public void start() throws KafkaStartException, InterruptedException {
        try {
            connect();
        } catch (KafkaException e) {
            close();
            throw new KafkaStartException("cannot use Kafka at " + settings.servers() + ": " + Causes.message(e), e);
        } catch (KafkaStartException | InterruptedException e) {
            close();
            throw e;
        }
    }

    private void connect() throws KafkaStartException, InterruptedException {
        SharedClients clients = new SharedClients(settings);
        maybeClients = clients;
        new QueueTopics(clients.admin(), settings.servers(), settings.startDeadlineMs()).ensure(settings.queues());
        maybeSides = new SideTopics(queues, clients::producer, inbox);
        GroupMembers members = new GroupMembers(clients::admin, settings.cluster(), queues.keySet());
        maybeMembers = members;
        TopicIds topicIds = new TopicIds(clients::admin);
        maybeReads = new OffsetReads(settings, queues, clients::admin, topicIds, inbox);
        ConsumerContext context =
                new ConsumerContext(settings, store, inbox, topicIds, members, new AtomicLong(), seed);
        queues.forEach((name, queue) -> consumers.put(name, new QueueConsumer(queue, context, onFatal)));
        consumers.values().forEach(QueueConsumer::start);
        ClockWatch watch = new ClockWatch(
                new ClockSteps(System::currentTimeMillis, System::nanoTime), this::clockWentBack, onFatal);
        maybeWatch = watch;
        watch.start();
    }

    /**
     * Opens all clients anew. Waits a moment for what is under way in the old ones.
     *
     * @return false if new ones cannot be opened just now, and all is as it was
     */
    boolean clockWentBack(long backMs) {
        try {
            Runnable closeOld = started(maybeClients).replace();
            log.warn(
                    "the wall clock went back by {} s: Kafka's clients would stand still for as long; they are opened anew,"
                            + " partitions are handed over and joined for again",
                    backMs / 1000);
            consumers.values().forEach(QueueConsumer::renew);
            closeOld.run();
            return true;
        } catch (KafkaException e) {
            if (backMs != toldBackMs) {
                toldBackMs = backMs; // tried again with every look: said once
                log.warn(
                        "the wall clock went back by {} s, and Kafka's clients cannot be opened anew ({}); trying again",
                        backMs / 1000,
                        Causes.message(e));
            }
            return false;
        }
    }

    /** The cluster's hash seed; to be known before anything is fetched. */
    public void setHashSeed(Id128 hashSeed) {
        seed.set(hashSeed);
    }

    /**
     * Carries out one of the machine's Kafka commands.
     *
     * @return false if the command is none of Kafka's
     */
    public boolean execute(Command command) {
        if (command instanceof Command.Commit commit) {
            commit(commit);
        } else if (command instanceof Command.Forget forget) {
            store.forget(forget.partition(), forget.offsets());
        } else if (command instanceof Command.PausePartitions pause) {
            perQueue(pause.partitions(), QueuePartition::queue)
                    .forEach((queue, partitions) -> tell(queue, new Pause(partitions)));
        } else if (command instanceof Command.ResumePartitions resume) {
            perQueue(resume.partitions(), QueuePartition::queue)
                    .forEach((queue, partitions) -> tell(queue, new Resume(partitions)));
        } else if (command instanceof Command.ReadLag read) {
            perQueue(read.partitions(), QueuePartition::queue)
                    .forEach((queue, partitions) -> tell(queue, new ReadLag(read.request(), partitions)));
        } else if (command instanceof Command.RevokeDone done) {
            consumers.values().forEach(consumer -> consumer.tell(new RevokeDone(done.revoke())));
        } else if (command instanceof Command.Consume consume) {
            consume(consume.consumption());
        } else if (command instanceof Command.ReadCommitted read) {
            started(maybeReads).committed(read);
        } else if (command instanceof Command.ReadEnds read) {
            started(maybeReads).ends(read);
        } else if (command instanceof Command.WriteSide write) {
            writeSide(write);
        } else if (command instanceof Command.RemoveFromGroups remove) {
            started(maybeMembers).remove(remove.node().name());
        } else {
            return false;
        }
        return true;
    }

    private void consume(Consumption consumption) {
        AtomicInteger missing = new AtomicInteger(consumers.size());
        Runnable onReached = () -> {
            if (missing.decrementAndGet() <= 0 && consumption == Consumption.OFF) {
                inbox.accept(new Event.ConsumptionStopped());
            }
        };
        if (consumers.isEmpty()) {
            background.execute(onReached);
        }
        consumers.values().forEach(consumer -> consumer.tell(new SetConsumption(consumption, onReached)));
    }

    private void commit(Command.Commit commit) {
        Map<String, List<CommitOffset>> parts =
                perQueue(commit.offsets(), offset -> offset.partition().queue());
        if (!consumers.keySet().containsAll(parts.keySet()) || parts.isEmpty()) {
            CommitResult result = parts.isEmpty() ? CommitResult.OK : CommitResult.REFUSED;
            background.execute(() -> inbox.accept(new Event.CommitDone(commit.request(), result)));
            return;
        }
        CommitRequest request = new CommitRequest(commit.request(), parts.size(), inbox);
        parts.forEach((queue, offsets) -> tell(queue, new CommitPart(request, offsets)));
    }

    private void writeSide(Command.WriteSide write) {
        SideTopics sides = started(maybeSides);
        TaskRecord maybeRecord = store.get(write.partition(), write.offset());
        background.execute(
                () -> sides.write(write, maybeRecord, Clock.systemUTC().instant()));
    }

    private void tell(String queue, ConsumerCommand command) {
        QueueConsumer consumer = consumers.get(queue);
        if (consumer != null) { // else a partition of a queue that is not configured here, so never this node's
            consumer.tell(command);
        }
    }

    private static <T> Map<String, List<T>> perQueue(List<T> all, Function<T, String> queueOf) {
        Map<String, List<T>> parts = new TreeMap<>();
        all.forEach(one -> parts.computeIfAbsent(queueOf.apply(one), queue -> new ArrayList<>())
                .add(one));
        return parts;
    }

    private static <T> T started(@Nullable T maybePart) {
        if (maybePart == null) {
            throw new IllegalStateException("the Kafka adapter is used before it was started");
        }
        return maybePart;
    }

    /** Leaves the groups without waiting for anybody's word, and closes all clients; takes some seconds at most. */
    @Override
    public void close() {
        if (maybeWatch != null) {
            maybeWatch.close();
        }
        consumers.values().parallelStream().forEach(QueueConsumer::close);
        background.shutdown();
        try {
            if (!background.awaitTermination(5, TimeUnit.SECONDS)) {
                background.shutdownNow();
            }
        } catch (InterruptedException e) {
            background.shutdownNow();
            Thread.currentThread().interrupt();
        }
        if (maybeClients != null) {
            maybeClients.close();
        }
    }
}

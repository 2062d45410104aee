package io.ballot.node.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Command.Consumption;
import io.ballot.core.Event;
import io.ballot.node.record.RecordStore;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** An adapter with an inbox that a test reads as it likes: what is not asked for stays. */
final class TestNode implements AutoCloseable {

    static final Id128 SEED = new Id128(11, 22);

    private static final long DEADLINE_MS = 30_000;

    final RecordStore store = new RecordStore();
    final KafkaAdapter adapter;
    private final List<Event> events = new ArrayList<>();
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private volatile boolean letsGo = true;

    private TestNode(KafkaSettings settings) {
        adapter = new KafkaAdapter(settings, store, this::accept, fatal::set);
    }

    static TestNode started(KafkaSettings settings) throws Exception {
        TestNode node = new TestNode(settings);
        node.adapter.start();
        node.adapter.setHashSeed(SEED);
        return node;
    }

    static TestNode consuming(KafkaSettings settings) throws Exception {
        TestNode node = started(settings);
        node.adapter.execute(new Command.Consume(Consumption.ON));
        return node;
    }

    /** From now on revocations wait for the test. */
    TestNode holdingOn() {
        letsGo = false;
        return this;
    }

    private void accept(Event event) {
        synchronized (events) {
            events.add(event);
            events.notifyAll();
        }
        if (letsGo && event instanceof Event.PartitionsRevoked revoked) {
            adapter.execute(new Command.RevokeDone(revoked.revoke()));
        }
    }

    <E extends Event> E await(Class<E> type) throws InterruptedException {
        return await(type, event -> true);
    }

    /** The first event of the type that the test has not taken and that is as wanted; taken by this. */
    <E extends Event> E await(Class<E> type, Predicate<E> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE_MS * 1_000_000;
        synchronized (events) {
            while (true) {
                for (Event event : events) {
                    if (type.isInstance(event) && wanted.test(type.cast(event))) {
                        events.remove(event);
                        return type.cast(event);
                    }
                }
                long leftMs = (deadline - System.nanoTime()) / 1_000_000;
                assertThat(leftMs)
                        .as("waiting for %s, having %s", type.getSimpleName(), events)
                        .isPositive();
                events.wait(leftMs);
            }
        }
    }

    /** Whether such an event has come and was not taken. */
    boolean has(Class<? extends Event> type) {
        synchronized (events) {
            return events.stream().anyMatch(type::isInstance);
        }
    }

    Event.Assigned awaitAssigned(int partition) throws InterruptedException {
        Predicate<Event.Assigned> wanted = a -> a.partition().partition() == partition;
        return await(
                        Event.PartitionsAssigned.class,
                        e -> e.partitions().stream().anyMatch(wanted))
                .partitions()
                .stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    Event.Polled awaitPolled(long offset) throws InterruptedException {
        return await(Event.Polled.class, polled -> {
            for (long each : polled.offsets()) {
                if (each == offset) {
                    return true;
                }
            }
            return false;
        });
    }

    Event.CommitResult commit(long request, QueuePartition partition, long offset, String metadata)
            throws InterruptedException {
        adapter.execute(new Command.Commit(request, List.of(new Command.CommitOffset(partition, offset, metadata))));
        return await(Event.CommitDone.class, done -> done.request() == request).result();
    }

    @Override
    public void close() {
        letsGo = true;
        adapter.close();
        assertThat(fatal.get()).isNull();
    }
}

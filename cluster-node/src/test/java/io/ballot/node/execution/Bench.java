package io.ballot.node.execution;

import static org.awaitility.Awaitility.await;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.Ending;
import io.ballot.node.record.RecordHeader;
import io.ballot.node.record.RecordStore;
import io.ballot.node.record.TaskRecord;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionFactory;

/** A real adapter over a real record store, with a list for an inbox: what the tests of this package stand on. */
final class Bench implements AutoCloseable {

    static final String QUEUE = "work";
    static final QueuePartition PARTITION = new QueuePartition(QUEUE, new Id128(7, 7), 3);
    static final long CLAIM = 41;
    static final long MARGIN_MS = 1_000;
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final RecordStore records = new RecordStore();
    final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    final ExecutionAdapter adapter;

    Bench(Path directory, QueueExecution queue) throws WorkerStartException {
        this(directory, queue, MARGIN_MS);
    }

    Bench(Path directory, QueueExecution queue, long marginMs) throws WorkerStartException {
        ExecutionConfig config = new ExecutionConfig(
                "n1", List.of(queue), directory.resolve("plugins"), directory.resolve("commands"), marginMs);
        adapter = ExecutionAdapter.open(config, records::getAll, events::add, Bench::nowMs, fatal::set);
    }

    static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    static ConditionFactory soon() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5));
    }

    Bench leaseFor(long ms) {
        adapter.leaseUntil(new Command.LeaseUntil(nowMs() + ms));
        return this;
    }

    Bench submit(long offset, String payload, RecordHeader... headers) {
        records.put(PARTITION, List.of(record(offset, payload, headers)));
        adapter.start(start(1, offset));
        return this;
    }

    Bench submitAll(long... offsets) {
        records.put(
                PARTITION,
                Arrays.stream(offsets).mapToObj(o -> record(o, "payload-" + o)).toList());
        adapter.start(start(1, offsets));
        return this;
    }

    static TaskRecord record(long offset, String payload, RecordHeader... headers) {
        return new TaskRecord(
                PARTITION,
                "work-topic",
                offset,
                0,
                null,
                payload.getBytes(StandardCharsets.UTF_8),
                List.of(headers),
                1_700_000_000_000L,
                "task-" + offset,
                0);
    }

    static RecordHeader header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    static Command.Start start(int attempt, long... offsets) {
        Id128[] ids = new Id128[offsets.length];
        long[] tokens = new long[offsets.length];
        int[] attempts = new int[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            ids[i] = new Id128(1, offsets[i]);
            tokens[i] = 1000 + offsets[i];
            attempts[i] = attempt;
        }
        return new Command.Start(PARTITION, CLAIM, offsets, TaskIds.of(ids), tokens, attempts);
    }

    Bench cancel(long... offsets) {
        adapter.cancel(new Command.Cancel(PARTITION, CLAIM, offsets));
        return this;
    }

    Bench ask(long offset, DoubtCause cause) {
        adapter.runCheck(new Command.RunCheck(PARTITION, CLAIM, offset, new Id128(1, offset), 1, cause));
        return this;
    }

    /** All endings told so far, by offset; a second one for the same offset is an error. */
    Map<Long, Ending> endings() {
        Map<Long, Ending> byOffset = new TreeMap<>();
        for (Event event : events) {
            if (event instanceof Event.TasksEnded ended) {
                for (int i = 0; i < ended.offsets().length; i++) {
                    if (byOffset.put(ended.offsets()[i], ended.endings()[i]) != null) {
                        throw new AssertionError("offset " + ended.offsets()[i] + " ended twice");
                    }
                }
            }
        }
        return byOffset;
    }

    List<Event> events() {
        return new ArrayList<>(events);
    }

    Ending endingOf(long offset) {
        return soon().until(() -> endings().get(offset), ending -> ending != null);
    }

    Event.CheckWord wordOf(long offset) {
        return soon().until(
                        () -> events.stream()
                                .filter(Event.CheckAnswered.class::isInstance)
                                .map(Event.CheckAnswered.class::cast)
                                .filter(answer -> answer.offset() == offset)
                                .map(Event.CheckAnswered::word)
                                .findFirst()
                                .orElse(null),
                        word -> word != null);
    }

    QueueStatus status() {
        return adapter.status().get(0);
    }

    @Override
    public void close() {
        adapter.close();
    }
}

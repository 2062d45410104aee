package io.ballot.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.Ending;
import io.ballot.node.record.TaskRecord;
import io.ballot.worker.PayloadCodec;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many small tasks cost few events: endings are told in groups, each exactly once. */
class ThroughputTest {

    private static final int BATCH = 500;

    @TempDir
    Path directory;

    @Test
    void manySmallTasksAreToldInFewEvents() throws Exception {
        int batches = 200;
        LongAdder executed = new LongAdder();
        TaskWorker<byte[]> worker = TaskWorker.of(PayloadCodec.bytes(), (task, context) -> {
            executed.increment();
            return TaskResult.done();
        });
        AtomicInteger events = new AtomicInteger();
        Semaphore window = new Semaphore(8 * BATCH);
        Ending[] endings = new Ending[batches * BATCH];
        ExecutionConfig config = new ExecutionConfig(
                "n1",
                List.of(QueueExecution.of(Bench.QUEUE, 16, new Handler.OfInstance<>(worker))),
                directory.resolve("plugins"),
                directory.resolve("commands"),
                Bench.MARGIN_MS);
        TaskRecord one = Bench.record(0, "x".repeat(100));
        TaskSource source = (partition, offsets) -> {
            TaskRecord[] found = new TaskRecord[offsets.length];
            Arrays.fill(found, one);
            return found;
        };
        try (ExecutionAdapter adapter = ExecutionAdapter.open(
                config,
                source,
                event -> {
                    Event.TasksEnded ended = (Event.TasksEnded) event;
                    events.incrementAndGet();
                    for (int i = 0; i < ended.offsets().length; i++) {
                        int at = (int) ended.offsets()[i];
                        assertThat(endings[at]).isNull();
                        endings[at] = ended.endings()[i];
                    }
                    window.release(ended.offsets().length);
                },
                Bench::nowMs,
                e -> {})) {
            adapter.leaseUntil(new Command.LeaseUntil(Bench.nowMs() + 600_000));
            for (int b = 0; b < batches; b++) {
                assertThat(window.tryAcquire(BATCH, 20, TimeUnit.SECONDS)).isTrue();
                long first = (long) b * BATCH;
                adapter.start(
                        Bench.start(1, LongStream.range(first, first + BATCH).toArray()));
            }
            assertThat(window.tryAcquire(8 * BATCH, 20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(endings).containsOnly(Ending.SUCCESS);
        assertThat(executed.sum()).isEqualTo((long) batches * BATCH);
        assertThat(events.get()).isLessThan(batches * BATCH / 4);
    }
}

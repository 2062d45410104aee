package io.ballot.node.execution;

import static io.ballot.node.execution.Bench.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.Ending;
import io.ballot.node.record.RecordStore;
import io.ballot.worker.PayloadCodec;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing begins without a lease, and nothing that stops when told runs on after its end (R9). */
@Tag("F1")
class LeaseTest {

    @TempDir
    Path directory;

    private final AtomicInteger executed = new AtomicInteger();

    private static QueueExecution queue(TaskWorker<String> handler) {
        return QueueExecution.of(
                Bench.QUEUE, 4, new Handler.OfInstance<>(TaskWorker.of(PayloadCodec.string(), handler)));
    }

    private QueueExecution counting() {
        return queue((task, ctx) -> {
            executed.incrementAndGet();
            return TaskResult.done();
        });
    }

    @Test
    void nothingBeginsBeforeTheFirstLease() throws Exception {
        try (Bench bench = new Bench(directory, counting())) {
            bench.submitAll(1, 2, 3, 4, 5, 6, 7, 8);
            soon().until(() -> bench.status().waiting() == 8);
            bench.cancel(1, 2, 3, 4, 5);
            soon().until(() -> bench.endings().size() == 5);
            bench.cancel(1); // told already: not told again, and the driver is not held up
            assertThat(executed).hasValue(0);
            bench.leaseFor(60_000);
            assertThat(bench.endingOf(8)).isEqualTo(Ending.SUCCESS);
            soon().until(() -> bench.endings().size() == 8);
            assertThat(bench.endings().values().stream().filter(Ending.NOT_STARTED::equals))
                    .hasSize(5);
            assertThat(executed).hasValue(3);
        }
    }

    @Test
    void nothingBeginsAfterTheEndOfALease() throws Exception {
        try (Bench bench = new Bench(directory, counting())) {
            bench.leaseFor(0);
            bench.submitAll(1, 2, 3);
            soon().until(() -> bench.status().waiting() == 3);
            bench.cancel(1, 2, 3);
            soon().until(() -> bench.endings().size() == 3);
            assertThat(bench.endings().values()).containsOnly(Ending.NOT_STARTED);
            assertThat(executed).hasValue(0);
        }
    }

    @Test
    void theEndOfTheLeaseStopsWhatRunsThoughTheDriverIsStuck() throws Exception {
        CountDownLatch driverIsBack = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        QueueExecution queue = queue((task, ctx) -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await(20, TimeUnit.SECONDS);
                return TaskResult.done();
            } finally {
                if (ctx.isCancelled()) {
                    stopped.countDown();
                }
            }
        });
        AtomicReference<Event> told = new AtomicReference<>();
        ExecutionConfig config = new ExecutionConfig(
                "n1", List.of(queue), directory.resolve("plugins"), directory.resolve("commands"), Bench.MARGIN_MS);
        RecordStore records = new RecordStore();
        records.put(Bench.PARTITION, List.of(Bench.record(1, "")));
        try (ExecutionAdapter adapter = ExecutionAdapter.open(
                config,
                records::getAll,
                event -> {
                    try {
                        driverIsBack.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    told.set(event);
                },
                Bench::nowMs,
                e -> {})) {
            adapter.leaseUntil(new Command.LeaseUntil(Bench.nowMs() + 60_000));
            adapter.start(Bench.start(1, 1));
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            adapter.leaseUntil(new Command.LeaseUntil(Bench.nowMs() + 200));
            assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(told).hasNullValue();
            driverIsBack.countDown();
            soon().until(() -> told.get() instanceof Event.TasksEnded ended && ended.endings()[0] == Ending.STOPPED);
        }
    }

    @Test
    void aLeaseThatIsRenewedInTimeStopsNothing() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Bench bench = new Bench(directory, queue((task, ctx) -> {
            go.await(20, TimeUnit.SECONDS);
            return TaskResult.done();
        }))) {
            long firstEndMs = Bench.nowMs() + 2_000;
            bench.leaseFor(2_000).submit(1, "");
            bench.leaseFor(60_000);
            soon().until(() -> Bench.nowMs() > firstEndMs + 100);
            go.countDown();
            assertThat(bench.endingOf(1)).isEqualTo(Ending.SUCCESS);
        }
    }

    @Test
    void aHandlerThatIgnoresItsInterruptIsNamedAsStuckUntilItEnds() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Bench bench = new Bench(
                directory,
                queue((task, ctx) -> {
                    while (go.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return TaskResult.done();
                }),
                100)) {
            bench.leaseFor(60_000).submit(6, "");
            soon().until(() -> bench.status().running().size() == 1);
            bench.leaseFor(0);
            RunningTask stuck = soon().until(() -> bench.adapter.stuckTasks(), tasks -> !tasks.isEmpty())
                    .get(0);
            assertThat(stuck.taskId()).isEqualTo("task-6");
            assertThat(stuck.maybeStopReason()).isEqualTo("the lease is over");
            assertThat(bench.endings()).isEmpty();
            go.countDown();
            assertThat(bench.endingOf(6)).isEqualTo(Ending.SUCCESS);
            assertThat(bench.adapter.stuckTasks()).isEmpty();
        }
    }

    @Test
    void aSuspendedNodeBeginsNothingAndLetsGoOnWhatRuns() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Bench bench = new Bench(directory, queue((task, ctx) -> {
            executed.incrementAndGet();
            go.await(20, TimeUnit.SECONDS);
            return TaskResult.done();
        }))) {
            bench.leaseFor(60_000).submit(1, "");
            soon().until(() -> executed.get() == 1);
            bench.adapter.allowStarts(false);
            bench.submitAll(2, 3);
            go.countDown();
            assertThat(bench.endingOf(1)).isEqualTo(Ending.SUCCESS);
            bench.leaseFor(60_000);
            soon().until(() -> bench.status().waiting() == 2);
            assertThat(executed).hasValue(1);
            bench.adapter.allowStarts(true);
            assertThat(bench.endingOf(2)).isEqualTo(Ending.SUCCESS);
            assertThat(bench.endingOf(3)).isEqualTo(Ending.SUCCESS);
        }
    }
}

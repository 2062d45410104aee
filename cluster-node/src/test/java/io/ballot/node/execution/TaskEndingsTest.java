package io.ballot.node.execution;

import static io.ballot.node.execution.Bench.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event;
import io.ballot.core.Event.Ending;
import io.ballot.protocol.DoubtCause;
import io.ballot.worker.Evidence;
import io.ballot.worker.IdempotencyCheck;
import io.ballot.worker.PayloadCodec;
import io.ballot.worker.PermanentTaskException;
import io.ballot.worker.Task;
import io.ballot.worker.TaskContext;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** How an attempt ends, and what the core is told of it. */
@Tag("U2")
class TaskEndingsTest {

    @TempDir
    Path directory;

    private Bench bench(TaskWorker<String> handler) throws WorkerStartException {
        return bench(handler, 0);
    }

    private Bench bench(TaskWorker<String> handler, long timeoutMs) throws WorkerStartException {
        QueueExecution queue = QueueExecution.of(
                        Bench.QUEUE, 2, new Handler.OfInstance<>(TaskWorker.of(PayloadCodec.string(), handler)))
                .within(timeoutMs, 1_000);
        return new Bench(directory, queue).leaseFor(60_000);
    }

    /** Waits until interrupted: a handler that stops when told. */
    private static void block() throws InterruptedException {
        new CountDownLatch(1).await(Bench.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void whatTheHandlerSeesIsTheTaskAndItsAttempt() throws Exception {
        AtomicReference<Task<String>> seen = new AtomicReference<>();
        AtomicReference<TaskContext> context = new AtomicReference<>();
        AtomicReference<Map<String, String>> mdc = new AtomicReference<>();
        try (Bench bench = bench((task, ctx) -> {
            seen.set(task);
            context.set(ctx);
            mdc.set(MDC.getCopyOfContextMap());
            return TaskResult.of("42");
        })) {
            bench.submit(5, "hello", Bench.header("a", "1"), Bench.header("b", "2"), Bench.header("a", "3"));
            assertThat(bench.endingOf(5)).isEqualTo(Ending.SUCCESS);
            assertThat(bench.adapter.maybeResult(Bench.PARTITION, 5)).asString().isEqualTo("42");
        }
        Task<String> task = seen.get();
        assertThat(task.id()).isEqualTo("task-5");
        assertThat(task.queue()).isEqualTo("work");
        assertThat(task.payload()).isEqualTo("hello");
        assertThat(task.headers()).containsExactly(Map.entry("a", "3"), Map.entry("b", "2"));
        assertThat(task.topic() + "/" + task.partition() + "/" + task.offset()).isEqualTo("work-topic/3/5");
        assertThat(task.timestamp()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        assertThat(context.get().attempt()).isEqualTo(1);
        assertThat(context.get().fencingToken()).isEqualTo(1005);
        assertThat(context.get().headers()).isEqualTo(task.headers());
        assertThat(mdc.get()).containsEntry("task", "task-5").containsEntry("queue", "work");
    }

    @Test
    void theLeaseThatIsLeftIsTold() throws Exception {
        AtomicReference<Duration> left = new AtomicReference<>();
        try (Bench bench = bench((task, ctx) -> {
            left.set(ctx.leaseRemaining());
            return TaskResult.done();
        })) {
            bench.submit(1, "");
            bench.endingOf(1);
        }
        assertThat(left.get()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(60));
    }

    @Test
    void anExceptionIsAFailedAttemptWithAReason() throws Exception {
        try (Bench bench = bench((task, ctx) -> {
            throw new IOException("the other side is away");
        })) {
            bench.submit(1, "");
            assertThat(bench.endingOf(1)).isEqualTo(Ending.FAILED);
            assertThat(bench.adapter.maybeFailure(Bench.PARTITION, 1)).isEqualTo("IOException: the other side is away");
        }
    }

    @Test
    void anErrorIsAFailedAttemptAndThePoolLivesOn() throws Exception {
        try (Bench bench = bench((task, ctx) -> {
            if (task.payload().equals("bad")) {
                throw new AssertionError("no");
            }
            return TaskResult.done();
        })) {
            bench.submit(1, "bad").submit(2, "bad").submit(3, "bad").submit(4, "good");
            assertThat(bench.endingOf(4)).isEqualTo(Ending.SUCCESS);
            assertThat(bench.endingOf(3)).isEqualTo(Ending.FAILED);
            assertThat(bench.fatal).hasNullValue();
        }
    }

    @Test
    void exhaustedMemoryIsToldAsFatal() throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("as thrown by the JVM");
        try (Bench bench = bench((task, ctx) -> {
            throw error;
        })) {
            bench.submit(1, "");
            bench.endingOf(1);
            assertThat(bench.fatal).hasValue(error);
        }
    }

    @Test
    void aPermanentFailureIsToldAsSuch() throws Exception {
        try (Bench bench = bench((task, ctx) -> {
            throw new PermanentTaskException("no such customer");
        })) {
            bench.submit(1, "");
            assertThat(bench.endingOf(1)).isEqualTo(Ending.PERMANENT);
            assertThat(bench.adapter.maybeFailure(Bench.PARTITION, 1)).isEqualTo("no such customer");
        }
    }

    @Test
    void aPayloadThatCannotBeReadFailsForGood() throws Exception {
        QueueExecution queue = QueueExecution.of(Bench.QUEUE, 1, new Handler.OfInstance<>(new JsonWorker()));
        try (Bench bench = new Bench(directory, queue).leaseFor(60_000)) {
            bench.submit(1, "{not json").submit(2, "{\"amount\":3,\"unknown\":true}");
            assertThat(bench.endingOf(1)).isEqualTo(Ending.PERMANENT);
            assertThat(bench.adapter.maybeFailure(Bench.PARTITION, 1)).startsWith("the payload cannot be read: ");
            assertThat(bench.endingOf(2)).isEqualTo(Ending.SUCCESS);
            assertThat(bench.adapter.maybeResult(Bench.PARTITION, 2)).asString().isEqualTo("3");
        }
    }

    record Order(int amount) {}

    static final class JsonWorker implements TaskWorker<Order> {
        @Override
        public TaskResult execute(Task<Order> task, TaskContext context) {
            return TaskResult.of(Integer.toString(task.payload().amount()));
        }
    }

    @Test
    void aCancelledHandlerThatStopsHasNoOutcome() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        AtomicReference<TaskContext> context = new AtomicReference<>();
        try (Bench bench = bench((task, ctx) -> {
            context.set(ctx);
            ctx.onCancel(told::countDown);
            entered.countDown();
            block();
            return TaskResult.done();
        })) {
            bench.submit(1, "");
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            bench.cancel(1);
            assertThat(bench.endingOf(1)).isEqualTo(Ending.STOPPED);
            assertThat(context.get().isCancelled()).isTrue();
            assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aCancelledHandlerThatStillReturnsHasExecutedTheTask() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        try (Bench bench = bench((task, ctx) -> {
            entered.countDown();
            try {
                block();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return TaskResult.done();
        })) {
            bench.submit(1, "");
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            bench.cancel(1);
            assertThat(bench.endingOf(1)).isEqualTo(Ending.SUCCESS);
            // The interrupt that the handler left behind meets none of the next tasks.
            bench.submit(2, "").submit(3, "").cancel(2, 3);
            assertThat(bench.endingOf(2)).isNotEqualTo(Ending.FAILED);
            assertThat(bench.endingOf(3)).isNotEqualTo(Ending.FAILED);
        }
    }

    @Test
    void aTaskThatWaitsForAThreadIsCancelledUnstarted() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        try (Bench bench = bench((task, ctx) -> {
            both.countDown();
            go.await(20, TimeUnit.SECONDS);
            return TaskResult.done();
        })) {
            bench.submitAll(1, 2, 3, 4);
            assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(bench.status().waiting()).isEqualTo(2);
            bench.cancel(3, 3); // twice is once
            assertThat(bench.endingOf(3)).isEqualTo(Ending.NOT_STARTED);
            go.countDown();
            assertThat(bench.endingOf(4)).isEqualTo(Ending.SUCCESS);
            soon().until(() -> bench.endings().size() == 4);
            assertThat(bench.status().executed()).isEqualTo(3);
            assertThat(bench.status().notStarted()).isEqualTo(1);
        }
    }

    @Test
    void anAttemptThatTakesTooLongIsStoppedAndHasFailed() throws Exception {
        try (Bench bench = bench(
                (task, ctx) -> {
                    block();
                    return TaskResult.done();
                },
                50)) {
            bench.submit(1, "");
            assertThat(bench.endingOf(1)).isEqualTo(Ending.FAILED);
            assertThat(bench.adapter.maybeFailure(Bench.PARTITION, 1)).isEqualTo("timeout after 50 ms");
        }
    }

    @Test
    void aTaskWithoutATimeLimitRunsOnThoughItsQueueHasACheck() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        IdempotencyCheck<String> slow = (task, reason) -> {
            new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
            return Evidence.EXECUTED;
        };
        QueueExecution queue = QueueExecution.of(
                        Bench.QUEUE, 2, new Handler.OfInstance<>(TaskWorker.of(PayloadCodec.string(), (task, ctx) -> {
                            go.await(20, TimeUnit.SECONDS);
                            return TaskResult.done();
                        })))
                .checkedBy(new Handler.OfInstance<>(slow));
        try (Bench bench = new Bench(directory, queue).leaseFor(60_000)) {
            bench.submit(1, "");
            bench.ask(1, DoubtCause.FILTER);
            // The check outlasts many rounds of the watch, which is what stopped the task beside it.
            assertThat(bench.wordOf(1)).isEqualTo(Event.CheckWord.EXECUTED);
            assertThat(bench.endings()).isEmpty();
            go.countDown();
            assertThat(bench.endingOf(1)).isEqualTo(Ending.SUCCESS);
        }
    }

    @Test
    void aRunningTaskShowsItsProgress() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Bench bench = bench((task, ctx) -> {
            ctx.progress(3, 10);
            go.await(20, TimeUnit.SECONDS);
            return TaskResult.done();
        })) {
            bench.submit(9, "");
            RunningTask running = soon().until(
                            () -> bench.status().running(),
                            tasks -> tasks.size() == 1 && tasks.get(0).progressDone() == 3)
                    .get(0);
            assertThat(running.taskId()).isEqualTo("task-9");
            assertThat(running.position()).isEqualTo("work-topic/3/9");
            assertThat(running.progressTotal()).isEqualTo(10);
            assertThat(running.maybeStopReason()).isNull();
            go.countDown();
            bench.endingOf(9);
        }
    }

    @Test
    void aRecordThatIsNotHeldAnyMoreIsGivenBackUnstarted() throws Exception {
        try (Bench bench = bench((task, ctx) -> TaskResult.done())) {
            bench.adapter.start(Bench.start(1, 77));
            assertThat(bench.endingOf(77)).isEqualTo(Ending.NOT_STARTED);
        }
    }

    @Test
    void payloadsAreReadAsUtf8() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        try (Bench bench = bench((task, ctx) -> {
            seen.set(task.payload());
            return TaskResult.of(task.payload());
        })) {
            bench.submit(1, "größer");
            bench.endingOf(1);
            assertThat(seen).hasValue("größer");
            assertThat(bench.adapter.maybeResult(Bench.PARTITION, 1))
                    .isEqualTo("größer".getBytes(StandardCharsets.UTF_8));
        }
    }
}

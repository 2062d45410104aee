package io.ballot.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event;
import io.ballot.core.Event.CheckWord;
import io.ballot.protocol.DoubtCause;
import io.ballot.worker.DoubtReason;
import io.ballot.worker.Evidence;
import io.ballot.worker.IdempotencyCheck;
import io.ballot.worker.PayloadCodec;
import io.ballot.worker.Task;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The queue's check is asked about a doubtful task, and one that fails or cannot tell says so (D3). */
@Tag("D3")
class CheckTest {

    @TempDir
    Path directory;

    private Bench bench(Handler<IdempotencyCheck<?>> check) throws WorkerStartException {
        Handler<TaskWorker<?>> worker =
                new Handler.OfInstance<>(TaskWorker.of(PayloadCodec.string(), (task, context) -> TaskResult.done()));
        return new Bench(
                        directory,
                        QueueExecution.of(Bench.QUEUE, 2, worker)
                                .checkedBy(check)
                                .within(0, 300))
                .leaseFor(60_000);
    }

    private Bench askingClass(IdempotencyCheck<String> check) throws WorkerStartException {
        return bench(new Handler.OfInstance<>(check));
    }

    @Test
    void aCheckPutsNoTimeLimitOnTheTasks() throws Exception {
        Handler<TaskWorker<?>> slow = new Handler.OfInstance<>(TaskWorker.of(PayloadCodec.string(), (task, context) -> {
            boolean never = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
            return TaskResult.of(String.valueOf(never));
        }));
        QueueExecution queue = QueueExecution.of(Bench.QUEUE, 2, slow)
                .checkedBy(new Handler.OfInstance<>((task, reason) -> Evidence.UNKNOWN))
                .within(0, 300);
        try (Bench bench = new Bench(directory, queue).leaseFor(60_000)) {
            bench.submit(1, "takes its time");
            assertThat(bench.endingOf(1)).isEqualTo(Event.Ending.SUCCESS);
        }
    }

    private static void hold(Bench bench, long offset, String payload) {
        bench.records.put(Bench.PARTITION, List.of(Bench.record(offset, payload)));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheClassSaysIsTheAnswer(Evidence evidence) throws Exception {
        AtomicReference<Task<String>> asked = new AtomicReference<>();
        AtomicReference<DoubtReason> why = new AtomicReference<>();
        try (Bench bench = askingClass((task, reason) -> {
            asked.set(task);
            why.set(reason);
            return evidence;
        })) {
            hold(bench, 4, "invoice 9");
            bench.ask(4, DoubtCause.ORPHANED);
            assertThat(bench.wordOf(4).name()).isEqualTo(evidence.name());
            assertThat(asked.get().payload()).isEqualTo("invoice 9");
            assertThat(asked.get().id()).isEqualTo("task-4");
            assertThat(why).hasValue(DoubtReason.ORPHANED);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("D4")
    void everyCauseOfADoubtHasAReasonForTheUser(DoubtCause cause) {
        assertThat(CheckPool.reasonOf(cause)).isNotNull();
        assertThat(DoubtCause.values()).hasSameSizeAs(DoubtReason.values());
    }

    @Test
    void aCheckThatThrowsIsAnError() throws Exception {
        try (Bench bench = askingClass((task, reason) -> {
            throw new IllegalStateException("the table is locked");
        })) {
            hold(bench, 1, "");
            bench.ask(1, DoubtCause.FILTER);
            assertThat(bench.wordOf(1)).isEqualTo(CheckWord.ERROR);
        }
    }

    @Test
    void aCheckThatDoesNotAnswerInTimeIsAnErrorEvenIfItGoesOn() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Bench bench = askingClass((task, reason) -> {
            while (go.getCount() > 0) {
                Thread.onSpinWait();
            }
            return Evidence.EXECUTED;
        })) {
            hold(bench, 1, "");
            bench.ask(1, DoubtCause.FILTER);
            assertThat(bench.wordOf(1)).isEqualTo(CheckWord.ERROR);
            go.countDown();
            hold(bench, 2, "");
            bench.ask(2, DoubtCause.FILTER);
            assertThat(bench.wordOf(2)).isEqualTo(CheckWord.EXECUTED);
            assertThat(bench.events().stream().filter(Event.CheckAnswered.class::isInstance))
                    .hasSize(2);
        }
    }

    @Test
    void aCheckIsAskedWhileAllWorkersAreBusy() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        TaskWorker<String> worker = TaskWorker.of(PayloadCodec.string(), (task, context) -> {
            go.await(20, TimeUnit.SECONDS);
            return TaskResult.done();
        });
        IdempotencyCheck<String> check = (task, reason) -> Evidence.NOT_EXECUTED;
        QueueExecution queue = QueueExecution.of(Bench.QUEUE, 1, new Handler.OfInstance<>(worker))
                .checkedBy(new Handler.OfInstance<>(check));
        try (Bench bench = new Bench(directory, queue).leaseFor(60_000)) {
            bench.submitAll(1, 2);
            hold(bench, 3, "");
            bench.ask(3, DoubtCause.FLOOR);
            assertThat(bench.wordOf(3)).isEqualTo(CheckWord.NOT_EXECUTED);
            go.countDown();
        }
    }

    @Test
    void theExitCodeOfACommandIsTheAnswer() throws Exception {
        // Reads what to answer from its standard input, and insists on its environment.
        String line = "[ $BALLOT_DOUBT_REASON = ORPHANED ] && [ $BALLOT_QUEUE = work ]"
                + " && [ -z \"$BALLOT_FENCING_TOKEN\" ] || exit 9; read code; exit $code";
        try (Bench bench = bench(new Handler.OfCommand<>(line))) {
            for (int code = 0; code < 3; code++) {
                hold(bench, code, code + "\n");
                bench.ask(code, DoubtCause.ORPHANED);
            }
            assertThat(bench.wordOf(0)).isEqualTo(CheckWord.EXECUTED);
            assertThat(bench.wordOf(1)).isEqualTo(CheckWord.NOT_EXECUTED);
            assertThat(bench.wordOf(2)).isEqualTo(CheckWord.UNKNOWN);
        }
    }

    @Test
    void aCommandThatDoesNotAnswerInTimeIsEndedAndAnError() throws Exception {
        Path pidFile = directory.resolve("pid");
        try (Bench bench = bench(new Handler.OfCommand<>("echo $$ > " + pidFile + "; exec sleep 1000"))) {
            hold(bench, 1, "");
            bench.ask(1, DoubtCause.HINT);
            assertThat(bench.wordOf(1)).isEqualTo(CheckWord.ERROR);
            Processes.assertEnds(pidFile);
        }
    }

    @Test
    void aQueueWithoutACheckAnswersWithAnError() throws Exception {
        Handler<TaskWorker<?>> worker = new Handler.OfCommand<>("true");
        try (Bench bench = new Bench(directory, QueueExecution.of(Bench.QUEUE, 1, worker))) {
            bench.ask(1, DoubtCause.FILTER);
            assertThat(bench.wordOf(1)).isEqualTo(CheckWord.ERROR);
        }
    }
}

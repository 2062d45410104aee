package io.ballot.node.execution;

import io.ballot.core.Event.Ending;
import io.ballot.node.record.TaskRecord;
import io.ballot.worker.PermanentTaskException;
import io.ballot.worker.TaskResult;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One thread of a queue's pool: takes a task, enters it under the lease, says how it ended. */
final class PoolThread implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(PoolThread.class);

    private final WorkerPool pool;
    private final TaskRunner runner;
    private final LeaseGate gate;
    private final Executor callbackThreads;
    private final LastWords lastWords;
    private final Consumer<Throwable> fatal;
    private volatile @Nullable Attempt maybeCurrent;

    PoolThread(WorkerPool pool, TaskRunner runner, Shared shared) {
        this.pool = pool;
        this.runner = runner;
        gate = shared.gate();
        callbackThreads = shared.callbackThreads();
        lastWords = shared.lastWords();
        fatal = shared.fatal();
    }

    /** The attempt that this thread is at; it may not have begun. */
    @Nullable
    Attempt maybeCurrent() {
        return maybeCurrent;
    }

    @Override
    public void run() {
        MDC.put("queue", pool.queue());
        for (StartBatch batch = pool.next(); batch != null; batch = pool.next()) {
            int index = batch.take();
            if (!batch.hasMore()) {
                pool.isTaken(batch);
            }
            if (index >= 0) {
                pool.wakeAnother();
                runTask(batch, index);
            }
        }
    }

    private void runTask(StartBatch batch, int index) {
        TaskRecord record = batch.maybeRecord(index);
        if (record == null) {
            if (batch.endWaiting(index)) {
                log.warn(
                        "offset {} of {} is not held any more; its task is given back unstarted",
                        batch.start.offsets()[index],
                        batch.start.partition());
                pool.ended(batch, Ending.NOT_STARTED);
            }
            return;
        }
        Attempt attempt = new Attempt(batch, index, record, gate, callbackThreads);
        maybeCurrent = attempt;
        try {
            if (enter(attempt)) {
                Ending ending = execute(attempt);
                batch.end(index, ending);
                pool.ended(batch, ending);
            }
        } finally {
            maybeCurrent = null;
        }
    }

    /** Waits for the lease as long as the task is wanted. */
    private boolean enter(Attempt attempt) {
        while (true) {
            long seenUntilMs = gate.untilMs();
            Attempt.Entry entry = attempt.enter();
            if (entry != Attempt.Entry.LEASE_OVER) {
                return entry == Attempt.Entry.ENTERED;
            }
            gate.awaitOther(seenUntilMs);
            if (pool.isClosed() && attempt.batch.endWaiting(attempt.index)) {
                pool.ended(attempt.batch, Ending.NOT_STARTED);
                return false;
            }
        }
    }

    private Ending execute(Attempt attempt) {
        MDC.put("task", attempt.record.displayId());
        try {
            TaskResult result = runner.run(attempt);
            attempt.finish();
            lastWords.result(attempt.record, result);
            return Ending.SUCCESS;
        } catch (TaskRunner.NotBegunException e) {
            attempt.finish();
            return Ending.NOT_STARTED;
        } catch (PermanentTaskException e) {
            attempt.finish();
            return failed(attempt, Ending.PERMANENT, describe(e), e);
        } catch (Throwable e) { // users' code may throw anything, and the pool must live on
            attempt.finish();
            if (e instanceof VirtualMachineError && !(e instanceof StackOverflowError)) {
                fatal.accept(e);
            }
            StopReason reason = attempt.maybeStop();
            if (reason == null) {
                return failed(attempt, Ending.FAILED, describe(e), e);
            }
            return reason == StopReason.TIMEOUT
                    ? failed(attempt, Ending.FAILED, "timeout after " + pool.timeoutMs() + " ms", e)
                    : failed(attempt, Ending.STOPPED, "stopped: " + reason.words(), e);
        } finally {
            MDC.remove("task");
        }
    }

    private Ending failed(Attempt attempt, Ending ending, String words, Throwable cause) {
        lastWords.failure(attempt.record, words);
        String next = switch (ending) {
            case PERMANENT -> "for good: dead letter";
            case STOPPED -> "whether it took effect is now doubtful";
            default -> "the queue's policy decides on the next";
        };
        log.warn(
                "attempt {} of task {} ({}) did not succeed: {}; {}",
                attempt.attempt(),
                attempt.record.displayId(),
                attempt.record.position(),
                words,
                next);
        log.debug("the cause", cause);
        return ending;
    }

    private static String describe(Throwable e) {
        String message = e.getMessage();
        String said = message == null ? "" : message.strip().replace('\n', ' ');
        if (e instanceof PermanentTaskException || e instanceof CommandFailedException) {
            return said.isEmpty() ? "failed" : said;
        }
        return e.getClass().getSimpleName() + (said.isEmpty() ? "" : ": " + said);
    }
}

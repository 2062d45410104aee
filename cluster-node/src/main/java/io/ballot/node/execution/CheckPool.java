package io.ballot.node.execution;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.CheckWord;
import io.ballot.node.record.TaskRecord;
import io.ballot.protocol.DoubtCause;
import io.ballot.worker.DoubtReason;
import io.ballot.worker.Evidence;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that ask one queue's check, apart from its workers: a check must not wait for the tasks that wait for it.
 *
 * <p>A check that does not answer in time is interrupted and counts as failed at once, whether it ends or not.
 */
final class CheckPool {

    private static final Logger log = LoggerFactory.getLogger(CheckPool.class);
    private static final int THREADS_MAX = 4;
    /** The core asks no more than the doubts that it holds, {@code doubt.queue.max}, by default as many as this. */
    private static final int WAITING_MAX = 100_000;

    private final QueueExecution execution;
    private final Check check;
    private final Shared shared;
    private final ThreadPoolExecutor threads;
    private final Set<Asking> running = ConcurrentHashMap.newKeySet();

    CheckPool(QueueExecution execution, Check check, ClassLoader classLoader, Shared shared) {
        this.execution = execution;
        this.check = check;
        this.shared = shared;
        int count = Math.min(THREADS_MAX, execution.concurrency());
        threads = new ThreadPoolExecutor(
                count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_MAX), task -> {
                    Thread thread = new Thread(task, "ballot-" + execution.name() + "-check");
                    thread.setDaemon(true);
                    thread.setContextClassLoader(classLoader);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Never waits: the driver calls it. */
    void ask(Command.RunCheck command) {
        TaskRecord record = shared.source().getAll(command.partition(), new long[] {command.offset()})[0];
        if (record == null) {
            log.warn(
                    "offset {} of {} is not held any more; its check is not asked",
                    command.offset(),
                    command.partition());
            answer(shared, command, CheckWord.ERROR);
            return;
        }
        try {
            threads.execute(new Asking(command, record));
        } catch (RejectedExecutionException e) {
            log.warn(
                    "too many checks of queue {} wait ({}); task {} is asked about again later",
                    execution.name(),
                    WAITING_MAX,
                    record.displayId());
            answer(shared, command, CheckWord.ERROR);
        }
    }

    void stopOverdue() {
        running.forEach(Asking::stopIfOverdue);
    }

    void shut() {
        threads.shutdownNow();
    }

    static void answer(Shared shared, Command.RunCheck command, CheckWord word) {
        shared.reporter().tell(new Event.CheckAnswered(command.partition(), command.claimNo(), command.offset(), word));
    }

    static DoubtReason reasonOf(DoubtCause cause) {
        return switch (cause) {
            case FILTER -> DoubtReason.FILTER;
            case UNION -> DoubtReason.SEEN_BY_PEER;
            case ORPHANED -> DoubtReason.ORPHANED;
            case HORIZON -> DoubtReason.FORGOTTEN;
            case FLOOR -> DoubtReason.MEMORY_LOST;
            case HINT -> DoubtReason.COMMIT_HINT;
        };
    }

    /** One question; answered once, by the check or by the clock. */
    private final class Asking implements Runnable {

        private final Command.RunCheck command;
        private final TaskRecord record;
        private @Nullable Thread maybeThread;
        private boolean answered;
        private long sinceMs;

        Asking(Command.RunCheck command, TaskRecord record) {
            this.command = command;
            this.record = record;
        }

        @Override
        public void run() {
            begin();
            try {
                Evidence evidence = check.ask(record, command.attempt(), reasonOf(command.cause()));
                end(
                        switch (evidence) {
                            case EXECUTED -> CheckWord.EXECUTED;
                            case NOT_EXECUTED -> CheckWord.NOT_EXECUTED;
                            case UNKNOWN -> CheckWord.UNKNOWN;
                        },
                        evidence.name());
            } catch (Throwable e) { // users' code may throw anything, and a check that fails loses no task (D3)
                log.debug("the check's failure", e);
                end(CheckWord.ERROR, Plugins.oneLine(e));
                if (e instanceof VirtualMachineError && !(e instanceof StackOverflowError)) {
                    shared.fatal().accept(e);
                }
            }
        }

        private synchronized void begin() {
            maybeThread = Thread.currentThread();
            sinceMs = shared.gate().nowMs();
            running.add(this);
        }

        private synchronized void end(CheckWord word, String words) {
            running.remove(this);
            maybeThread = null;
            Thread.interrupted(); // by the clock, if it came just now
            settle(word, words);
        }

        private synchronized void stopIfOverdue() {
            if (maybeThread != null && !answered && shared.gate().nowMs() - sinceMs >= execution.checkTimeoutMs()) {
                maybeThread.interrupt();
                settle(CheckWord.ERROR, "no answer within " + execution.checkTimeoutMs() + " ms");
            }
        }

        private void settle(CheckWord word, String words) {
            if (!answered) {
                answered = true;
                log.info("check of task {} ({}): {}", record.displayId(), record.position(), words);
                answer(shared, command, word);
            }
        }
    }
}

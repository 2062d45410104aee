package io.ballot.node.execution;

import io.ballot.core.Command;
import io.ballot.core.Event.Ending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one queue and the tasks that wait for them.
 *
 * <p>Whoever hands over or cancels never waits here: the driver calls these methods. What waits is bounded by the core, which
 * hands over the concurrency and what starts within ten milliseconds (R13).
 */
final class WorkerPool {

    private final QueueExecution execution;
    private final TaskRunner runner;
    private final Shared shared;
    private final Queue<StartBatch> untaken = new ConcurrentLinkedQueue<>();
    /** Batches with a task whose ending is not reported yet. */
    private final Set<StartBatch> live = ConcurrentHashMap.newKeySet();

    private final List<PoolThread> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Object idleLock = new Object();
    private volatile int idle;
    /** Somebody was woken and has not yet looked around. */
    private volatile boolean waking;

    private volatile boolean closed;

    private final LongAdder executed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder stopped = new LongAdder();
    private final LongAdder notStarted = new LongAdder();

    WorkerPool(QueueExecution execution, TaskRunner runner, ClassLoader classLoader, Shared shared) {
        this.execution = execution;
        this.runner = runner;
        this.shared = shared;
        for (int i = 1; i <= execution.concurrency(); i++) {
            PoolThread worker = new PoolThread(this, runner, shared);
            Thread thread = new Thread(worker, "ballot-" + execution.name() + "-" + i);
            thread.setDaemon(true);
            thread.setContextClassLoader(classLoader);
            workers.add(worker);
            threads.add(thread);
        }
    }

    void open() {
        threads.forEach(Thread::start);
    }

    String queue() {
        return execution.name();
    }

    long timeoutMs() {
        return execution.timeoutMs();
    }

    boolean isClosed() {
        return closed;
    }

    // ---- from the driver

    void start(Command.Start start) {
        StartBatch batch = new StartBatch(this, start, shared.source().getAll(start.partition(), start.offsets()));
        live.add(batch);
        untaken.add(batch);
        wakeOne();
    }

    void cancel(Command.Cancel cancel) {
        for (StartBatch batch : live) {
            if (batch.start.claimNo() == cancel.claimNo()
                    && batch.start.partition().equals(cancel.partition())) {
                for (long offset : cancel.offsets()) {
                    cancel(batch, offset);
                }
            }
        }
    }

    private void cancel(StartBatch batch, long offset) {
        long[] offsets = batch.start.offsets();
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] == offset) {
                cancel(batch, i);
                return;
            }
        }
    }

    private void cancel(StartBatch batch, int index) {
        while (!batch.endWaiting(index)) {
            Attempt attempt = maybeAttempt(batch, index);
            if (attempt == null || batch.isEnded(index) || attempt.stop(StopReason.CANCELLED)) {
                return; // it has ended, or will
            }
            Thread.onSpinWait(); // it is at its entry: about to begin, or to wait again for the lease
        }
        ended(batch, Ending.NOT_STARTED);
    }

    private @Nullable Attempt maybeAttempt(StartBatch batch, int index) {
        for (PoolThread worker : workers) {
            Attempt attempt = worker.maybeCurrent();
            if (attempt != null && attempt.is(batch, index)) {
                return attempt;
            }
        }
        return null;
    }

    // ---- from the watch

    void stopAll(StopReason reason) {
        for (PoolThread worker : workers) {
            Attempt attempt = worker.maybeCurrent();
            if (attempt != null) {
                attempt.stop(reason);
            }
        }
    }

    void stopOverdue() {
        if (execution.timeoutMs() == 0) { // the watch comes by for other pools' sake, and for the checks'
            return;
        }
        for (PoolThread worker : workers) {
            Attempt attempt = worker.maybeCurrent();
            if (attempt != null) {
                attempt.stopIfOlderThan(execution.timeoutMs());
            }
        }
    }

    // ---- from the pool's threads

    /** A batch with tasks to take, null at the end of the pool. */
    @Nullable
    StartBatch next() {
        while (!closed) {
            StartBatch batch = untaken.peek();
            if (batch != null) {
                return batch;
            }
            synchronized (idleLock) {
                idle++;
                try {
                    // Looked at again after the count: whoever adds a batch looks at the count after adding.
                    while (untaken.isEmpty() && !closed) {
                        idleLock.wait();
                        waking = false; // before looking: who adds a batch from now on wakes the next
                    }
                } catch (InterruptedException e) {
                    // Left over from users' code, since nobody interrupts a thread here: look again.
                    continue;
                } finally {
                    idle--;
                    waking = false;
                }
            }
        }
        return null;
    }

    void isTaken(StartBatch batch) {
        untaken.remove(batch);
    }

    /**
     * One wake-up leads to the next as long as there is work, so that the driver pays for one only; and the next comes when
     * the last one is up. So a thread that has a slow task has always somebody behind it, and tasks that are over at once
     * are not outnumbered by the wake-ups for them. Work is what is left of any batch: the driver wakes nobody for one that it
     * adds while somebody is on the way up.
     */
    void wakeAnother() {
        if (idle > 0 && !untaken.isEmpty()) {
            wakeOne();
        }
    }

    private void wakeOne() {
        if (idle > 0 && !waking) {
            synchronized (idleLock) {
                if (idle > 0 && !waking) {
                    waking = true;
                    idleLock.notify();
                }
            }
        }
    }

    void ended(StartBatch batch, Ending ending) {
        switch (ending) {
            case SUCCESS -> executed.increment();
            case FAILED, PERMANENT -> failed.increment();
            case STOPPED -> stopped.increment();
            case NOT_STARTED -> notStarted.increment();
        }
        shared.reporter().ended(batch);
    }

    void forget(StartBatch batch) {
        live.remove(batch);
    }

    // ---- for people

    QueueStatus status() {
        List<RunningTask> running = new ArrayList<>();
        for (PoolThread worker : workers) {
            Attempt attempt = worker.maybeCurrent();
            RunningTask task = attempt == null ? null : attempt.maybeRunning();
            if (task != null) {
                running.add(task);
            }
        }
        running.sort(Comparator.comparingLong(RunningTask::sinceMs).reversed());
        int waiting = live.stream().mapToInt(StartBatch::waiting).sum();
        return new QueueStatus(
                execution.name(),
                execution.worker().type(),
                execution.concurrency(),
                waiting,
                List.copyOf(running),
                executed.sum(),
                failed.sum(),
                stopped.sum(),
                notStarted.sum());
    }

    // ---- the end

    /** Takes no more; threads at no task end, those at one are told to stop. */
    void shut() {
        closed = true;
        stopAll(StopReason.CLOSED);
        synchronized (idleLock) {
            idleLock.notifyAll();
        }
    }

    /** Waits for the threads until {@code deadlineNanos} of {@link System#nanoTime()}, then closes the worker. */
    void close(long deadlineNanos) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
                if (leftMs > 0 && !interrupted) {
                    thread.join(leftMs);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        runner.close();
    }
}

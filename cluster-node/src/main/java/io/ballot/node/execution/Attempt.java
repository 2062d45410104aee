package io.ballot.node.execution;

import io.ballot.node.record.TaskRecord;
import io.ballot.worker.TaskContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one task, on one thread of a pool: what the handler sees of it, and the place where its beginning, its end
 * and a stop from outside are put in order.
 *
 * <p>All three happen under this object's lock. So an interrupt never reaches a thread that is already at its next task, and
 * whoever ends the lease either finds the attempt entered, and stops it, or the attempt then finds the lease over.
 */
final class Attempt implements TaskContext {

    /** What became of {@link #enter}. */
    enum Entry {
        ENTERED,
        /** Cancelled, and reported, before it began. */
        GONE,
        LEASE_OVER
    }

    private static final long NOT_BEGUN = Long.MIN_VALUE;

    final StartBatch batch;
    final int index;
    final TaskRecord record;
    private final LeaseGate gate;
    private final Executor callbackThreads;
    private final Thread thread = Thread.currentThread();

    private boolean entered;
    private boolean ended;
    private volatile long sinceMs = NOT_BEGUN;
    private volatile @Nullable StopReason maybeStop;
    private volatile long stoppedAtMs;
    private volatile long progressDone;
    private volatile long progressTotal;
    private @Nullable List<Runnable> maybeCallbacks;
    private @Nullable Map<String, String> maybeHeaders;

    Attempt(StartBatch batch, int index, TaskRecord record, LeaseGate gate, Executor callbackThreads) {
        this.batch = batch;
        this.index = index;
        this.record = record;
        this.gate = gate;
        this.callbackThreads = callbackThreads;
    }

    boolean is(StartBatch otherBatch, int otherIndex) {
        return batch == otherBatch && index == otherIndex;
    }

    /** Begins, unless the task was cancelled or the lease is over. */
    synchronized Entry enter() {
        if (!batch.enter(index)) {
            return Entry.GONE;
        }
        long nowMs = gate.nowMs();
        if (!gate.mayStart()) {
            batch.leave(index);
            return Entry.LEASE_OVER;
        }
        sinceMs = nowMs;
        entered = true;
        return Entry.ENTERED;
    }

    /** Whether the handler may still be entered, now that everything before it is done. */
    boolean mayBegin() {
        return maybeStop == null && gate.isOpen();
    }

    /** The handler has returned: from here on nobody interrupts the thread for this task. */
    synchronized void finish() {
        ended = true;
        maybeCallbacks = null;
        Thread.interrupted(); // ours, or one that the handler left behind
    }

    /**
     * Stops the attempt if it has begun and not ended; the first reason stands.
     *
     * @return false if it has not begun
     */
    synchronized boolean stop(StopReason reason) {
        if (!entered) {
            return false;
        }
        if (ended || maybeStop != null) {
            return true;
        }
        stoppedAtMs = gate.nowMs();
        maybeStop = reason;
        thread.interrupt();
        if (maybeCallbacks != null) {
            maybeCallbacks.forEach(callbackThreads::execute);
            maybeCallbacks = null;
        }
        return true;
    }

    void stopIfOlderThan(long timeoutMs) {
        if (sinceMs != NOT_BEGUN && maybeStop == null && gate.nowMs() - sinceMs >= timeoutMs) {
            stop(StopReason.TIMEOUT);
        }
    }

    @Nullable
    StopReason maybeStop() {
        return maybeStop;
    }

    /** As people see it; null before it has begun. */
    @Nullable
    RunningTask maybeRunning() {
        if (sinceMs == NOT_BEGUN) {
            return null;
        }
        long nowMs = gate.nowMs();
        StopReason reason = maybeStop;
        return new RunningTask(
                record.partition().queue(),
                record.displayId(),
                record.position(),
                attempt(),
                fencingToken(),
                nowMs - sinceMs,
                progressDone,
                progressTotal,
                reason == null ? null : reason.words(),
                reason == null ? 0 : nowMs - stoppedAtMs);
    }

    @Override
    public int attempt() {
        return batch.start.attempts()[index];
    }

    @Override
    public long fencingToken() {
        return batch.start.tokens()[index];
    }

    @Override
    public Duration leaseRemaining() {
        return Duration.ofMillis(gate.remainingMs());
    }

    @Override
    public boolean isCancelled() {
        return maybeStop != null;
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (ended) {
                return;
            }
            if (maybeStop == null) {
                if (maybeCallbacks == null) {
                    maybeCallbacks = new ArrayList<>(1);
                }
                maybeCallbacks.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public void progress(long done, long total) {
        progressDone = done;
        progressTotal = total;
    }

    @Override
    public synchronized Map<String, String> headers() {
        Map<String, String> headers = maybeHeaders;
        if (headers == null) {
            headers = RecordTask.headersOf(record);
            maybeHeaders = headers;
        }
        return headers;
    }
}

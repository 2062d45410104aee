package io.ballot.node.execution;

import io.ballot.core.Event;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The one thread that tells the driver what happened here: endings in groups, one event per batch and round.
 *
 * <p>A single ending is told at once; while more come, they are gathered for half a millisecond, so that a fast queue costs
 * neither an event nor a wake-up per task. It also is the only thread that a full inbox can hold up: neither workers nor the
 * end of the lease ever wait for the driver.
 */
final class Reporter implements Runnable, AutoCloseable {

    private static final long GATHER_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Consumer<Event> inbox;
    /** Bounded by the batches that the core has handed over, each in it at most once. */
    private final Queue<StartBatch> batches = new ConcurrentLinkedQueue<>();
    /** Bounded by the checks that the core has asked for. */
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();

    private final Thread thread = new Thread(this, "ballot-report");
    private volatile boolean parked;
    private volatile boolean closed;

    Reporter(Consumer<Event> inbox) {
        this.inbox = inbox;
        thread.setDaemon(true);
        thread.start();
    }

    /** A task of this batch has ended. */
    void ended(StartBatch batch) {
        if (batch.markUnreported()) {
            batches.add(batch);
            wake();
        }
    }

    void tell(Event event) {
        events.add(event);
        wake();
    }

    private void wake() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        while (!closed) {
            if (handOver()) {
                LockSupport.parkNanos(this, GATHER_NANOS);
            } else {
                parked = true;
                if (batches.isEmpty() && events.isEmpty() && !closed) {
                    LockSupport.park(this);
                }
                parked = false;
            }
        }
        handOver();
    }

    private boolean handOver() {
        boolean any = false;
        for (Event event = events.poll(); event != null; event = events.poll()) {
            inbox.accept(event);
            any = true;
        }
        // A round ends with the batches that were there at its start: those that come back wait for the next one.
        for (int left = batches.size(); left > 0; left--) {
            StartBatch batch = batches.poll();
            if (batch == null) {
                break;
            }
            Event.TasksEnded maybeEnded = batch.drain();
            if (maybeEnded != null) {
                inbox.accept(maybeEnded);
            }
            if (batch.isReported()) {
                batch.pool.forget(batch);
            }
            any = true;
        }
        return any;
    }

    /** Tells what is left and ends. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

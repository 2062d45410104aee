package io.ballot.node.kafka;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Notices that the wall clock was set back.
 *
 * <p>Kafka's clients take the time from it. Its timers never go back ({@code org.apache.kafka.common.utils.Timer}), and
 * back-offs are compared with times that lie in the future then: a consumer sends no heartbeats and loses its group again and
 * again, and a poll of 500 ms, a reconnect or a look for the coordinator take as long as the step was. They have no setting
 * against it; so whoever uses them opens them anew. A step forward only ends timers early, and they get over it.
 */
final class ClockWatch implements AutoCloseable {

    /** One poll of a queue: what stands still does so for no longer than that unnoticed. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ClockSteps steps;
    private final LongPredicate onBack;
    private final Consumer<Throwable> onFatal;
    private final Thread thread;
    private long owedMs;
    private volatile boolean closed;

    /**
     * @param onBack told by how many ms it went back, on the watch's thread, which may wait; false: not possible just now,
     *     and it is told again with the next look
     * @param onFatal told of an error that is a bug; nothing is watched any more then
     */
    ClockWatch(ClockSteps steps, LongPredicate onBack, Consumer<Throwable> onFatal) {
        this.steps = steps;
        this.onBack = onBack;
        this.onFatal = onFatal;
        this.thread = new Thread(this::run, "ballot-clock-watch");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                look();
                LockSupport.parkNanos(this, LOOK_NANOS);
            }
        } catch (RuntimeException | Error e) {
            onFatal.accept(e);
        }
    }

    void look() {
        owedMs = Math.max(owedMs, steps.wentBackMs());
        if (owedMs > 0 && onBack.test(owedMs)) {
            owedMs = 0;
        }
    }

    /** Does not wait for a call that is under way. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}

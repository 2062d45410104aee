package io.ballot.node.execution;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that ends things in time: everything that runs at the end of the lease, an attempt or a check at its timeout.
 *
 * <p>It waits for nobody, neither the driver, which may be the very thing that is stuck, nor users' code: it interrupts, and
 * the thread that runs a command ends that command's process group.
 */
final class LeaseWatch implements Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LeaseWatch.class);

    /** How late a timeout may be noticed. */
    private static final long ROUND_MS = 20;

    private static final long IDLE_ROUND_MS = 1_000;

    private final LeaseGate gate;
    private final Collection<WorkerPool> pools;
    private final Collection<CheckPool> checks;
    private final CommandLauncher launcher;
    private final boolean hasTimeouts;
    private final Thread thread = new Thread(this, "ballot-lease");
    private final Consumer<Throwable> fatal;
    private volatile boolean closed;
    private long toldUntilMs = Long.MIN_VALUE;
    private long endedUntilMs = Long.MIN_VALUE;

    LeaseWatch(
            LeaseGate gate,
            Collection<WorkerPool> pools,
            Collection<CheckPool> checks,
            CommandLauncher launcher,
            Consumer<Throwable> fatal) {
        this.gate = gate;
        this.fatal = fatal;
        this.pools = pools;
        this.checks = checks;
        this.launcher = launcher;
        hasTimeouts = !checks.isEmpty() || pools.stream().anyMatch(pool -> pool.timeoutMs() > 0);
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
    }

    void open() {
        thread.start();
    }

    /** The lease has changed: look at once. */
    void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!closed) {
            try {
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(round()));
            } catch (Throwable e) { // without this thread nothing would ever be stopped
                log.error("the watch of the lease failed; the node halts", e);
                fatal.accept(e);
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(ROUND_MS));
            }
        }
    }

    /** Looks once; returns after how many milliseconds to look again. */
    private long round() {
        long untilMs = gate.untilMs();
        boolean open = gate.isOpen();
        if (!open && untilMs != endedUntilMs) {
            pools.forEach(pool -> pool.stopAll(StopReason.LEASE_OVER));
            endedUntilMs = untilMs;
            log.info("the lease is over; what runs is told to stop");
        }
        if (untilMs != toldUntilMs) {
            toldUntilMs = untilMs;
            launcher.tellLease();
        }
        if (hasTimeouts) {
            pools.forEach(WorkerPool::stopOverdue);
            checks.forEach(CheckPool::stopOverdue);
        }
        long leftMs = open ? Math.max(1, gate.remainingMs()) : IDLE_ROUND_MS;
        return Math.min(leftMs, hasTimeouts ? ROUND_MS : IDLE_ROUND_MS);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}

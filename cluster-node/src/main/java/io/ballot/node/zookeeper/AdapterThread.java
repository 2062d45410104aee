package io.ballot.node.zookeeper;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that talks to ZooKeeper for a node; the others only leave work here.
 *
 * <p>Its queue is bounded by those who fill it: requests are counted, everything else is there once at most (a look at the
 * members) or follows an election's pace.
 */
final class AdapterThread implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AdapterThread.class);

    private static final long CLOSE_MS = 2_000;

    private final ScheduledThreadPoolExecutor executor;

    AdapterThread(String name) {
        executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void run(Runnable work) {
        after(0, work);
    }

    void after(long ms, Runnable work) {
        try {
            executor.schedule(() -> guarded(work), ms, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("dropped work for ZooKeeper: the node is closing"); // nobody is left who wants the answer
        }
    }

    /** Runs {@code work} after what waits, and waits for its end, but no longer than {@code ms}. */
    void runAndWait(long ms, Runnable work) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        run(() -> {
            try {
                work.run();
            } finally {
                done.countDown();
            }
        });
        if (!done.await(ms, TimeUnit.MILLISECONDS)) {
            log.warn("ZooKeeper did not get ready within {} ms; going on without it", ms);
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // A bug; the thread must live for the next request, and the machine sees that this one is not answered.
            log.error("unexpected error while talking to ZooKeeper; this piece of work is dropped", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
                log.warn("the ZooKeeper thread is still busy after {} ms; it ends with the connection", CLOSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.ballot.chaos.lab;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Waits for something that others do, with a deadline. */
public final class Waiting {

    private static final long LOOK_MS = 50;

    private Waiting() {}

    /** A condition that may need the outside world to be looked at. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** @throws OverdueException if it does not come true in time */
    public static void until(String what, long timeoutMs, Condition condition)
            throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        while (!condition.holds()) {
            if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs) > timeoutMs) {
                throw new OverdueException("not within " + timeoutMs + " ms: " + what);
            }
            Thread.sleep(LOOK_MS);
        }
    }

    /** How long a fault lasts. */
    public static void forMs(long ms) throws InterruptedException {
        Thread.sleep(ms);
    }

    /** What was waited for did not happen in time. */
    public static final class OverdueException extends IOException {
        private static final long serialVersionUID = 1L;

        OverdueException(String message) {
            super(message);
        }
    }
}

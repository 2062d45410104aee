package io.ballot.examples.demo;

import io.ballot.worker.TaskContext;
import java.time.Duration;
import java.util.Map;

/** A first attempt that nobody cancels. */
record SampleContext(long fencingToken) implements TaskContext {

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Duration leaseRemaining() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void onCancel(Runnable action) {
        // nothing cancels it
    }

    @Override
    public void progress(long done, long total) {
        // nobody watches
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }
}

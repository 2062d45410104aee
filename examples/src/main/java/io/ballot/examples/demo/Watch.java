package io.ballot.examples.demo;

import io.ballot.standalone.StandaloneCluster;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Looks at the effect log, at Kafka and at the nodes while the acts go on, and shows how far it all is. */
final class Watch implements AutoCloseable {

    private static final long LOOK_MS = 50;
    private static final long ASK_MS = 500;

    private final StandaloneCluster cluster;
    private final Broker broker;
    private final EffectIndex effects;
    private final NodeWords words = new NodeWords();
    private final Narrator narrator;
    private final long deadlineMs;
    private final ExecutorService beside = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "demo-beside");
        thread.setDaemon(true);
        return thread;
    });
    private Offsets offsets = new Offsets(Map.of(), Map.of());
    private long askedMs;
    private long firstEffectMs = -1;
    private long lastEffectMs = -1;
    private long longestPauseMs;

    /** @param limitMs all of it must be over so long from now */
    Watch(StandaloneCluster cluster, Broker broker, EffectIndex effects, Narrator narrator, long limitMs) {
        this.cluster = cluster;
        this.broker = broker;
        this.effects = effects;
        this.narrator = narrator;
        this.deadlineMs = nowMs() + limitMs;
    }

    static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    /** Looks once. */
    void look() throws IOException, InterruptedException {
        int before = effects.count();
        effects.refresh();
        long now = nowMs();
        if (effects.count() > before) {
            firstEffectMs = firstEffectMs < 0 ? now : firstEffectMs;
            longestPauseMs = lastEffectMs < 0 ? 0 : Math.max(longestPauseMs, now - lastEffectMs);
            lastEffectMs = now;
        }
        if (now - askedMs >= ASK_MS) {
            askedMs = now;
            offsets = broker.offsets();
            words.ask(cluster.nodes());
        }
        narrator.progress(
                effects.executedIds(),
                Plan.TASKS,
                String.format(Locale.ROOT, "%,d records not committed", offsets.recordsNotCommitted()));
    }

    void untilExecuted(int tasks) throws IOException, InterruptedException {
        until(() -> effects.executedIds() >= tasks, tasks + " tasks are executed");
    }

    void untilAllCommitted() throws IOException, InterruptedException {
        until(() -> offsets.records() == Plan.RECORDS && offsets.isAllCommitted(), "everything is committed");
    }

    /** Waits for something that goes on beside. */
    <T> T untilDone(Future<T> future) throws IOException, InterruptedException {
        until(future::isDone, "what goes on beside is over");
        try {
            return future.get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw cause instanceof IOException io ? io : new IOException(cause);
        }
    }

    private void until(BooleanSupplier reached, String what) throws IOException, InterruptedException {
        look();
        while (!reached.getAsBoolean()) {
            if (nowMs() > deadlineMs) {
                throw new DemoOverdueException("out of time while waiting until " + what);
            }
            Thread.sleep(LOOK_MS);
            look();
        }
    }

    /** Starts something that takes its time, so that watching goes on meanwhile. */
    <T> Future<T> beside(Callable<T> action) {
        return beside.submit(action);
    }

    /** Looks at everything once more, for the accounts. */
    void askAll() throws IOException, InterruptedException {
        askedMs = 0;
        look();
    }

    EffectIndex effects() {
        return effects;
    }

    NodeWords words() {
        return words;
    }

    /** As of now. */
    Offsets offsets() throws IOException, InterruptedException {
        offsets = broker.offsets();
        return offsets;
    }

    /** The longest time between two effects, as seen from here. */
    long longestPauseMs() {
        return longestPauseMs;
    }

    /** From the first effect to the last. */
    long workMs() {
        return lastEffectMs - firstEffectMs;
    }

    @Override
    public void close() {
        beside.shutdownNow();
    }
}

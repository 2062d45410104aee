package io.ballot.core.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Runs seeds side by side; each is a world of its own, so their number changes nothing but the time. */
final class Seeds {

    /** What is done with one seed. @return whether to go on with others */
    interface Each {
        boolean run(long seed);
    }

    private Seeds() {}

    static void run(long first, long count, int threads, Each each) {
        AtomicLong next = new AtomicLong(first);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> {
                    long seed = next.getAndIncrement();
                    while (seed < first + count) {
                        if (!each.run(seed)) {
                            next.set(first + count);
                        }
                        seed = next.getAndIncrement();
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a seed did not run", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pool.shutdownNow();
        }
    }
}

package io.ballot.node;

import io.ballot.core.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where all adapters meet: events wait here for the driver.
 *
 * <p>Bounded. What the transport tells is dropped where it finds it full, as a network may do; everything else waits for
 * room, which slows the adapter down that fills it (back-pressure).
 */
final class Inbox implements Consumer<Event> {

    /** Events carry whole batches, so some thousands are seconds of work. */
    private static final int CAPACITY = 8192;

    private static final int BATCH = 256;

    private final LinkedBlockingQueue<Object> queue = new LinkedBlockingQueue<>(CAPACITY);
    private final LongAdder dropped = new LongAdder();
    private volatile boolean closed;

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Received
                || event instanceof Event.LinkLost
                || event instanceof Event.AddressProbed) {
            if (!closed && !queue.offer(event)) {
                dropped.increment();
            }
        } else {
            put(event);
        }
    }

    /** Messages of peers that found the inbox full. */
    long dropped() {
        return dropped.sum();
    }

    /** Runs on the driver's thread between events. @return false when the driver is gone */
    boolean ask(Runnable question) {
        return put(question);
    }

    private boolean put(Object item) {
        try {
            while (!closed) {
                if (queue.offer(item, 100, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** What waits, at most a batch; waits itself up to {@code waitMs} for the first. */
    List<Object> take(long waitMs) throws InterruptedException {
        List<Object> batch = new ArrayList<>();
        @Nullable Object first = queue.poll(waitMs, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, BATCH - 1);
        }
        return batch;
    }

    int size() {
        return queue.size();
    }

    /** Nobody takes any more: whoever waits for room goes on. */
    void close() {
        closed = true;
        queue.clear();
    }
}

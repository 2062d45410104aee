package io.ballot.node.kafka;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Commands on their way to a poll thread, which waits either here or inside Kafka's {@code poll}.
 *
 * <p>A command that finds the thread inside {@code poll} wakes it. The wake-up may come when the thread has just left: then
 * Kafka's next blocking call throws its {@code WakeupException}, so each of them is made through {@link WakeupSafe}.
 */
final class Mailbox {

    /**
     * A machine sends a few commands per partition and commit interval, 500 ms, and the poll thread is away from its mailbox
     * for at most some seconds: with 100 partitions that is about a thousand.
     */
    private static final int BOUND = 16_384;

    private final BlockingQueue<ConsumerCommand> commands = new ArrayBlockingQueue<>(BOUND);
    private final AtomicBoolean polling = new AtomicBoolean();
    private final Runnable wakeup;

    /** @param wakeup ends a {@code poll} that waits, or the next one; may be called from any thread */
    Mailbox(Runnable wakeup) {
        this.wakeup = wakeup;
    }

    /** @throws IllegalStateException if the poll thread has not read its mail for very long */
    void put(ConsumerCommand command) {
        if (!commands.offer(command)) {
            throw new IllegalStateException(
                    "a consumer has left " + BOUND + " commands unread; the next is " + command);
        }
        if (polling.compareAndSet(true, false)) {
            wakeup.run();
        }
    }

    /** Next command, waiting for it for so long; null if none came. */
    @Nullable
    ConsumerCommand take(long timeoutMs) throws InterruptedException {
        return commands.poll(timeoutMs, TimeUnit.MILLISECONDS);
    }

    /** Next command, null if there is none. */
    @Nullable
    ConsumerCommand takeNow() {
        return commands.poll();
    }

    /** The thread is about to wait inside Kafka; false: do not, there is mail. */
    boolean beginPoll() {
        polling.set(true);
        return commands.isEmpty();
    }

    void endPoll() {
        polling.set(false);
    }
}

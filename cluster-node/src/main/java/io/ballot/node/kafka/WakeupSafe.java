package io.ballot.node.kafka;

import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Calls into a consumer that must not be ended by a wake-up which was meant for an earlier {@code poll}.
 *
 * <p>A wake-up throws once and is then gone; the mailbox gives none while the thread is outside {@code poll}. So one that was
 * under way when the thread came out can end a call, and the same call again cannot be ended by it.
 */
final class WakeupSafe {

    private WakeupSafe() {}

    static void run(Runnable call) {
        get(() -> {
            call.run();
            return true;
        });
    }

    static <T> T get(Supplier<T> call) {
        try {
            return call.get();
        } catch (WakeupException e) {
            // A late wake-up for a poll that had ended: what it announced lies in the mailbox.
            return call.get();
        }
    }
}

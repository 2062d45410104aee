package io.ballot.node.kafka;

import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Calls into a consumer that must not be ended by a wake-up which was meant for an earlier {@code poll}.
 *
 * <p>A wake-up throws once and is then gone. Two can come late: the mailbox's, which gives none while the thread is outside
 * {@code poll} but may have had one under way, and the one that announces new clients. So the same call, made a third time,
 * cannot be ended by either.
 */
final class WakeupSafe {

    private static final int LATE_MAX = 2;

    private WakeupSafe() {}

    static void run(Runnable call) {
        get(() -> {
            call.run();
            return true;
        });
    }

    static <T> T get(Supplier<T> call) {
        for (int late = 0; late < LATE_MAX; late++) {
            try {
                return call.get();
            } catch (WakeupException e) {
                // For a poll that had ended: what it announced is looked at before the next one.
                continue;
            }
        }
        return call.get();
    }
}

package io.ballot.node.config;

/**
 * What happens after a failed attempt: another one, later and later, and at last the dead letter topic.
 *
 * @param attempts how many in all, the first included; at most 100, since they travel and are kept in one byte
 * @param backoffMs the wait after the first failure; it doubles with each further one
 * @param backoffMaxMs the longest wait
 */
public record RetryConfig(int attempts, long backoffMs, long backoffMaxMs) {

    static final String ATTEMPTS = "attempts";
    static final String BACKOFF_MS = "backoff.ms";
    static final String BACKOFF_MAX_MS = "backoff.max.ms";

    static void define(Definition keys, String prefix) {
        keys.group("Failed attempts of a queue")
                .integer(
                        prefix + ATTEMPTS,
                        5,
                        1,
                        100,
                        "How often a task is tried in all before it goes to the dead letter topic.")
                .millis(
                        prefix + BACKOFF_MS,
                        1000,
                        0,
                        86_400_000,
                        "The wait after the first failed attempt; it doubles with each further one.")
                .millis(prefix + BACKOFF_MAX_MS, 60_000, 0, 86_400_000, "The longest wait between two attempts.");
    }

    static RetryConfig from(Values values, String prefix) {
        return new RetryConfig(
                values.integer(prefix + ATTEMPTS),
                values.number(prefix + BACKOFF_MS),
                values.number(prefix + BACKOFF_MAX_MS));
    }
}

package io.ballot.core;

/**
 * What the core has to know of a queue's configuration.
 *
 * @param concurrency tasks that run at once on this node
 * @param check what decides a doubt that evidence cannot
 * @param attempts in all, before the dead letter
 * @param backoffMs before the second attempt; doubles for each further one
 * @param backoffMaxMs where the doubling ends
 * @param prefetchMax records of one partition that wait on this node; fetching pauses above it
 */
public record QueuePolicy(
        String name, int concurrency, Check check, int attempts, long backoffMs, long backoffMaxMs, int prefetchMax) {

    /** The check strategies by their names in {@code docs/configuration.md}. */
    public enum Check {
        PARK,
        NEVER,
        RERUN,
        /** Ask the user's code, through {@link Command.RunCheck}. */
        ASK
    }

    /** Pause before attempt {@code attempt} (2 or more), in milliseconds. */
    public long backoffBeforeMs(int attempt) {
        long doublings = Math.min(attempt - 2, 30);
        return Math.min(backoffMaxMs, backoffMs << Math.max(0, doublings));
    }
}

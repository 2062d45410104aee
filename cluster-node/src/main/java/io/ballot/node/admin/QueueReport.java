package io.ballot.node.admin;

import io.ballot.core.work.WorkStatus;

/**
 * One queue on one node. Counters are since the node's start; {@code running} and what follows it is how many are where
 * now.
 *
 * @param worker {@code class}, {@code command} or what the configuration says
 * @param check name of the strategy that decides doubtful tasks
 * @param decisions how tasks that were not simply granted came to their end
 * @param votes how long tasks waited for the leader's first answer
 */
public record QueueReport(
        String name,
        String topic,
        String worker,
        int concurrency,
        String check,
        long granted,
        long executed,
        long failedAttempts,
        long suppressed,
        long doubtsEver,
        long checks,
        long parked,
        long deadLetters,
        int running,
        int waiting,
        int doubts,
        int backingOff,
        WorkStatus.Decisions decisions,
        WorkStatus.Votes votes) {}

package io.ballot.node.config;

/**
 * How doubtful tasks are settled (D1–D5).
 *
 * @param evidenceIntervalMs how often the other nodes are asked about a doubtful task
 * @param deadlineMs how long the answer of a queue's check is waited for; then the task is parked
 * @param queueMax how many doubtful tasks a node holds; with more it takes no further tasks
 */
public record DoubtConfig(long evidenceIntervalMs, long deadlineMs, int queueMax) {

    static final String EVIDENCE_INTERVAL_MS = "evidence.interval.ms";
    static final String DEADLINE_MS = "doubt.deadline.ms";
    static final String QUEUE_MAX = "doubt.queue.max";

    static void define(Definition keys) {
        keys.group("Doubtful tasks")
                .millis(
                        EVIDENCE_INTERVAL_MS,
                        1000,
                        10,
                        600_000,
                        "How often the other nodes are asked whether they know a doubtful task.")
                .millis(
                        DEADLINE_MS,
                        600_000,
                        100,
                        604_800_000,
                        "How long the answer of a queue's check is waited for, once every node that could know has"
                                + " answered or is gone; then the task is parked. The search for evidence before it has no"
                                + " end of its own.")
                .integer(
                        QUEUE_MAX,
                        100_000,
                        1,
                        10_000_000,
                        "How many doubtful tasks a node holds; a node with that many takes no further tasks.");
    }

    static DoubtConfig from(Values values) {
        return new DoubtConfig(
                values.number(EVIDENCE_INTERVAL_MS), values.number(DEADLINE_MS), values.integer(QUEUE_MAX));
    }
}

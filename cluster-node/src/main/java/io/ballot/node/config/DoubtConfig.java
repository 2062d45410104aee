package io.ballot.node.config;

/**
 * How doubtful tasks are settled (D1–D5).
 *
 * @param evidenceIntervalMs how often the other nodes are asked about a doubtful task
 * @param deadlineMs how long a doubt may stay undecided once everybody who could know has answered or is gone
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
                        "How long a doubt may stay undecided once every node that could know has answered or is gone;"
                                + " then the task is parked. Before that its passing only raises an alarm.")
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

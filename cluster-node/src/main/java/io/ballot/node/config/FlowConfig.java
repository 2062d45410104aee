package io.ballot.node.config;

/**
 * How tasks flow through a node: commits, hand-overs and the stop.
 *
 * @param commitIntervalMs how often finished offsets are committed to Kafka
 * @param rebalanceDrainMs how long a partition that is taken away may finish its running tasks
 * @param shutdownDrainMs how long an orderly stop waits for running tasks
 * @param stallMs a node that has tasks before it and takes no step for so long says so
 */
public record FlowConfig(long commitIntervalMs, long rebalanceDrainMs, long shutdownDrainMs, long stallMs) {

    static final String COMMIT_INTERVAL_MS = "commit.interval.ms";
    static final String REBALANCE_DRAIN_MS = "rebalance.drain.ms";
    static final String SHUTDOWN_DRAIN_MS = "shutdown.drain.ms";
    static final String STALL_MS = "stall.ms";

    static void define(Definition keys) {
        keys.group("Commits, hand-overs and the stop")
                .millis(COMMIT_INTERVAL_MS, 500, 10, 600_000, "How often finished offsets are committed to Kafka.")
                .millis(
                        REBALANCE_DRAIN_MS,
                        1000,
                        0,
                        600_000,
                        "How long a partition that moves to another node may finish its running tasks first.")
                .millis(SHUTDOWN_DRAIN_MS, 30_000, 0, 86_400_000, "How long an orderly stop waits for running tasks.")
                .millis(
                        STALL_MS,
                        60_000,
                        100,
                        86_400_000,
                        "A node that has tasks before it and takes no step for so long says so, and what it waits for. More"
                                + " than the longest task takes, or that is reported as well.");
    }

    static FlowConfig from(Values values) {
        return new FlowConfig(
                values.number(COMMIT_INTERVAL_MS),
                values.number(REBALANCE_DRAIN_MS),
                values.number(SHUTDOWN_DRAIN_MS),
                values.number(STALL_MS));
    }
}

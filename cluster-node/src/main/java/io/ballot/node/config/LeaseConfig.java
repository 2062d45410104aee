package io.ballot.node.config;

/**
 * Heartbeats and the leases that their answers renew (R9): a node may start and run tasks only while it holds one.
 *
 * @param heartbeatMs how often a node shows the leader that it lives, and asks for its lease
 * @param leaseMs how long an answered heartbeat is worth, counted from its sending
 * @param leaseMarginMs how long before its end a lease counts as over; what a handler or a process has to stop in
 * @param clockRateBoundPercent how far two machines' clocks may differ in rate; waits for others' leases are stretched
 *     by it
 */
public record LeaseConfig(long heartbeatMs, long leaseMs, long leaseMarginMs, int clockRateBoundPercent) {

    static final String HEARTBEAT_MS = "heartbeat.ms";
    static final String LEASE_MS = "lease.ms";
    static final String LEASE_MARGIN_MS = "lease.margin.ms";
    static final String CLOCK_RATE_BOUND_PERCENT = "clock.rate.bound.percent";

    static void define(Definition keys) {
        keys.group("Heartbeats and leases")
                .millis(HEARTBEAT_MS, 1000, 10, 60_000, "How often a node sends the leader a heartbeat.")
                .millis(
                        LEASE_MS,
                        10_000,
                        100,
                        3_600_000,
                        "How long an answered heartbeat allows a node to start and run tasks. Longer survives longer"
                                + " pauses; a crashed node's tasks wait that long for their check.")
                .millis(
                        LEASE_MARGIN_MS,
                        1000,
                        10,
                        600_000,
                        "How long before its end a lease counts as over: the time that a handler or a process has to"
                                + " stop in.")
                .integer(
                        CLOCK_RATE_BOUND_PERCENT,
                        1,
                        0,
                        50,
                        "By how many percent the clocks of two machines may differ in rate. Waits for the end of"
                                + " another node's lease are stretched by it.");
    }

    static LeaseConfig from(Values values) {
        return new LeaseConfig(
                values.number(HEARTBEAT_MS),
                values.number(LEASE_MS),
                values.number(LEASE_MARGIN_MS),
                values.integer(CLOCK_RATE_BOUND_PERCENT));
    }
}

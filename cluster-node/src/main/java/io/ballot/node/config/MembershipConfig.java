package io.ballot.node.config;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Who belongs to the cluster, for how long without a word, and how a leader begins.
 *
 * @param cutoffMs a member silent for so long is cut off by the leader
 * @param suspendGraceMs a node that lost the leader and is back within this time goes on without a full sync
 * @param stuckMs a node without the cluster for so long leaves its consumer groups
 * @param gatherMs how long a new leader collects what the others know
 * @param uncleanWaitMs how long members of the last in-sync set are waited for before a start without them
 * @param unclean what happens then
 * @param zkGraceMs how long voting goes on without ZooKeeper
 * @param minInSync the fewest in-sync nodes with which anything is granted; empty: 1 while
 *     fewer than three nodes are known, then 2
 */
public record MembershipConfig(
        long cutoffMs,
        long suspendGraceMs,
        long stuckMs,
        long gatherMs,
        long uncleanWaitMs,
        UncleanStart unclean,
        long zkGraceMs,
        OptionalInt minInSync) {

    static final String CUTOFF_MS = "cutoff.ms";
    static final String SUSPEND_GRACE_MS = "suspend.grace.ms";
    static final String STUCK_MS = "stuck.ms";
    static final String GATHER_MS = "gather.ms";
    static final String UNCLEAN_WAIT_MS = "unclean.wait.ms";
    static final String UNCLEAN = "unclean";
    static final String ZK_GRACE_MS = "zk.grace.ms";
    static final String MIN_IN_SYNC = "min.insync";

    private static final NumberOr MIN_IN_SYNC_FORM = new NumberOr("auto", 1, 1000);

    static void define(Definition keys) {
        keys.group("Membership and election")
                .millis(CUTOFF_MS, 2000, 20, 600_000, "A member silent for so long is cut off by the leader.")
                .millis(
                        SUSPEND_GRACE_MS,
                        30_000,
                        100,
                        3_600_000,
                        "A node that lost the leader and is back within this time goes on where it was; later it needs"
                                + " a full sync first.")
                .millis(
                        STUCK_MS,
                        60_000,
                        100,
                        86_400_000,
                        "A node without the cluster for so long leaves its consumer groups, so that others get its"
                                + " partitions.")
                .millis(GATHER_MS, 2000, 10, 600_000, "How long a new leader collects what the other nodes know.")
                .millis(
                        UNCLEAN_WAIT_MS,
                        30_000,
                        0,
                        86_400_000,
                        "How long the members of the last in-sync set are waited for before another node may lead.")
                .text(
                        UNCLEAN,
                        "doubt",
                        Choice.of("doubt", "stall"),
                        "What happens when none of them comes back. doubt: start, and treat what may have been granted"
                                + " before as doubtful; stall: wait for one of them.")
                .millis(
                        ZK_GRACE_MS,
                        60_000,
                        100,
                        86_400_000,
                        "How long voting goes on while ZooKeeper cannot be reached. After an unclean start the cluster"
                                + " waits that long before it grants anything.")
                .text(
                        MIN_IN_SYNC,
                        "auto",
                        MIN_IN_SYNC_FORM,
                        "The fewest in-sync nodes with which anything is granted. auto: 1 while fewer than three nodes"
                                + " are known, then 2.");
    }

    static MembershipConfig from(Values values) {
        var minInSync = MIN_IN_SYNC_FORM.parse(values.text(MIN_IN_SYNC));
        return new MembershipConfig(
                values.number(CUTOFF_MS),
                values.number(SUSPEND_GRACE_MS),
                values.number(STUCK_MS),
                values.number(GATHER_MS),
                values.number(UNCLEAN_WAIT_MS),
                UncleanStart.valueOf(values.text(UNCLEAN).toUpperCase(Locale.ROOT)),
                values.number(ZK_GRACE_MS),
                minInSync.isPresent() ? OptionalInt.of((int) minInSync.getAsLong()) : OptionalInt.empty());
    }
}

package io.ballot.node.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code status -o json}; scripts rely on the names. Null is unknown, never 0.
 *
 * @param reasons why the verdict is not HEALTHY
 * @param inSync null if no view was ever stored
 */
record ClusterReport(
        String schema,
        String time,
        String cluster,
        String verdict,
        List<String> reasons,
        @Nullable String leader,
        long epoch,
        @Nullable List<String> inSync,
        List<NodeLine> nodes,
        List<QueueLine> queues,
        Totals totals,
        List<Difference> configDifferences) {

    static final String SCHEMA = "ballot.status/v1";

    /**
     * @param role null for a node that lives and does not answer; DOWN for one that is known and does not live
     * @param silent why it does not answer; null if it does or is down
     */
    record NodeLine(
            String id,
            @Nullable String role,
            @Nullable Boolean inSync,
            @Nullable String address,
            @Nullable String admin,
            @Nullable Long pid,
            @Nullable Long epoch,
            @Nullable Integer partitions,
            @Nullable Integer running,
            @Nullable Integer doubts,
            @Nullable String version,
            @Nullable String startedAt,
            @Nullable Long uptimeMs,
            @Nullable Long leaseLeftMs,
            @Nullable Boolean zooKeeperConnected,
            @Nullable Integer ledgerTasks,
            @Nullable String silent) {}

    /**
     * Counters are since each node's start, over the nodes that answered.
     *
     * @param voteP50Ms half of the tasks had the leader's first answer within this; null too where no task was voted on
     * @param partial whether a living node did not answer, so that the counters tell too little
     */
    record QueueLine(
            String name,
            String topic,
            @Nullable String worker,
            @Nullable String check,
            @Nullable Long lag,
            @Nullable Integer partitions,
            @Nullable Long granted,
            @Nullable Long executed,
            @Nullable Long failedAttempts,
            @Nullable Long suppressed,
            @Nullable Integer doubts,
            @Nullable Long doubtsEver,
            @Nullable Long checks,
            @Nullable Long parked,
            @Nullable Long deadLetters,
            @Nullable Integer running,
            @Nullable Integer waiting,
            @Nullable Integer backingOff,
            @Nullable Long voteP50Ms,
            @Nullable Long voteP99Ms,
            boolean partial) {}

    /** Over all queues; null if one part is unknown. @param partial as of {@link QueueLine} */
    record Totals(
            @Nullable Long lag,
            @Nullable Integer running,
            @Nullable Integer doubts,
            @Nullable Long granted,
            @Nullable Long executed,
            @Nullable Long suppressed,
            @Nullable Long parked,
            @Nullable Long deadLetters,
            boolean partial) {}
}

package io.ballot.core;

import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.Times;
import java.util.SortedMap;

/**
 * All that a node's machine is told at its start. Times in milliseconds; the keys of the same names are in {@code
 * docs/configuration.md}.
 *
 * @param cluster its name
 * @param self this process
 * @param store the identity of its memory: drawn anew, unless its journal was found and whole
 * @param seedIfFirst random; the hash seed if this node turns out to be the cluster's first leader
 * @param times proposed if this node turns out to be the first leader; else those of the view count
 * @param checkpointTasks changes of a task each that the journal tells of before the whole memory is written anew, which
 *     bounds the file and the time of a recovery; those of lives before count if they are in the same file
 * @param queues by name
 */
public record CoreConfig(
        String cluster,
        Life self,
        StoreRef store,
        Id128 seedIfFirst,
        Times times,
        FilterParams filter,
        long heartbeatMs,
        long cutoffMs,
        long stuckMs,
        long gatherMs,
        long uncleanWaitMs,
        long sessionTimeoutMs,
        long evidenceIntervalMs,
        long doubtDeadlineMs,
        int doubtQueueMax,
        int recentOutcomesMax,
        long commitIntervalMs,
        long rebalanceDrainMs,
        long shutdownDrainMs,
        long stallMs,
        long checkpointTasks,
        SortedMap<String, QueuePolicy> queues) {

    /**
     * {@link #checkpointTasks} of a node. A smaller one makes the longest recovery shorter and costs throughput: what is
     * written anew is a hundred megabytes, whatever the changes were. benchmarks/README.md has both.
     */
    public static final long CHECKPOINT_TASKS = 2_000_000;

    /** A leader asks ZooKeeper whether its epoch still stands once in so many heartbeats (R9). */
    public static final int HEARTBEATS_PER_EPOCH_CHECK = 5;
}

package io.ballot.core;

import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What ZooKeeper stores about the cluster, as read in one session.
 *
 * @param epoch number of the latest reign, 0 before the first
 * @param epochVersion version of the epoch's znode: the guard of all writes of that reign
 * @param maybeView null where no leader ever stored one
 * @param ceilings per partition, exclusive upper bound of all granted offsets (R4)
 */
public record ClusterState(
        long epoch, int epochVersion, @Nullable View maybeView, SortedMap<QueuePartition, Long> ceilings) {}

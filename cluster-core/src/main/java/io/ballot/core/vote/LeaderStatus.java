package io.ballot.core.vote;

import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.StoreRef;
import java.util.List;
import java.util.SortedMap;

/**
 * What a leader shows of its reign, for people.
 *
 * @param leadsForMs since its first view was stored; -1 while gathering
 * @param votes tasks voted on in this reign; the next four are how many of them were answered how
 * @param doubts tasks by {@link io.ballot.protocol.DoubtCause} ordinal
 * @param openDoubts ids reserved now
 * @param waitingForPeers entries whose answers wait for acknowledgements
 * @param waitingAtCeilings vote requests that wait for ZooKeeper
 * @param zkAgeMs age of the last guarded answer from ZooKeeper
 * @param consumers partitions that each node says it consumes (E7)
 */
@SuppressWarnings("ArrayRecordComponent")
public record LeaderStatus(
        long epoch,
        List<StoreRef> inSync,
        long leadsForMs,
        long votes,
        long grants,
        long repeats,
        long busy,
        long done,
        long[] doubts,
        int openDoubts,
        int waitingForPeers,
        int waitingAtCeilings,
        long zkAgeMs,
        SortedMap<NodeId, List<QueuePartition>> consumers) {}

package io.ballot.node.admin;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What only the leader knows. Counts are of this reign.
 *
 * @param since when its first view was stored, RFC 3339; null while it gathers
 * @param votes tasks voted on, then how they were answered
 * @param doubts by cause
 * @param openDoubts tasks that are being resolved now
 * @param waitingForPeers answers that wait for acknowledgements
 * @param waitingAtCeilings vote requests that wait for ZooKeeper
 * @param zooKeeperAgeMs age of the last guarded answer from ZooKeeper
 * @param consumers partitions that each node consumes, {@code QUEUE/PARTITION} (E7)
 */
public record ReignReport(
        long epoch,
        @Nullable String since,
        @Nullable Long leadsForMs,
        List<String> inSync,
        long votes,
        long grants,
        long repeats,
        long busy,
        long done,
        SortedMap<String, Long> doubts,
        int openDoubts,
        int waitingForPeers,
        int waitingAtCeilings,
        long zooKeeperAgeMs,
        SortedMap<String, List<String>> consumers) {}

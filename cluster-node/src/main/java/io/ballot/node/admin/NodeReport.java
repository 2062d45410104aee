package io.ballot.node.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node, by its own word: {@code GET /v1/status}.
 *
 * @param leader whoever leads {@code epoch}, as far as this node was told
 * @param inSync of the latest view it knows; null if it knows none
 * @param inSyncHere whether that view holds this node's memory
 * @param leaseLeftMs null without a lease
 * @param consuming whether it takes records and starts tasks
 * @param kafka bootstrap servers, so that a command line that knows only ZooKeeper finds Kafka
 * @param configDigest equal on nodes whose comparable settings are equal
 * @param partitions {@code QUEUE/PARTITION}
 * @param known every node not forgotten, as this node was told
 * @param stall null while its tasks go on, or there are none
 * @param reign null unless it leads
 */
public record NodeReport(
        String schema,
        String cluster,
        String id,
        String role,
        long epoch,
        @Nullable String leader,
        @Nullable List<String> inSync,
        boolean inSyncHere,
        @Nullable Long leaseLeftMs,
        boolean consuming,
        boolean zooKeeperConnected,
        String address,
        String admin,
        long pid,
        String version,
        String startedAt,
        long uptimeMs,
        String kafka,
        String configDigest,
        List<String> partitions,
        int running,
        int doubts,
        int openReports,
        int ledgerTasks,
        long appliedSeq,
        JournalReport journal,
        List<QueueReport> queues,
        List<MemberReport> members,
        List<String> known,
        @Nullable StallReport stall,
        @Nullable ReignReport reign) {

    static final String SCHEMA = "ballot.node/v1";
}

package io.ballot.node.cli;

import io.ballot.node.admin.NodeReport;
import io.ballot.node.kafka.PartitionLag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole cluster as far as it could be found out: what every command shows a part of.
 *
 * @param said what each living node answered of itself, by name
 * @param queues by name
 * @param lags by queue; empty if Kafka was not asked
 * @param differences in the nodes' configuration
 */
record Survey(
        Facts facts,
        Map<String, Said<NodeReport>> said,
        List<QueueTopic> queues,
        Map<String, Said<List<PartitionLag>>> lags,
        List<Difference> differences) {

    /** What the nodes that answered said. */
    List<NodeReport> reports() {
        List<NodeReport> reports = new ArrayList<>();
        for (Said<NodeReport> one : said.values()) {
            NodeReport maybeReport = one.maybeValue();
            if (maybeReport != null) {
                reports.add(maybeReport);
            }
        }
        return reports;
    }

    @Nullable
    NodeReport maybeReport(String node) {
        Said<NodeReport> one = said.get(node);
        return one == null ? null : one.maybeValue();
    }

    /** Why a living node did not answer; empty if it did. */
    String silence(String node) {
        Said<NodeReport> one = said.get(node);
        return one == null ? "" : one.why();
    }

    /** The node that says it leads the latest epoch. */
    Optional<NodeReport> leader() {
        return reports().stream()
                .filter(report -> report.role().equals("LEADER") && report.epoch() >= facts.epoch())
                .findFirst();
    }

    /** The in-sync set: the leader's word is the newest. */
    @Nullable
    List<String> maybeInSync() {
        Optional<NodeReport> leader = leader();
        return leader.isPresent() ? leader.get().inSync() : facts.maybeInSync();
    }

    /** Records not committed, of one queue; null if Kafka did not say. */
    @Nullable
    Long maybeLag(String queue) {
        Said<List<PartitionLag>> said = lags.get(queue);
        List<PartitionLag> maybeLags = said == null ? null : said.maybeValue();
        return maybeLags == null
                ? null
                : maybeLags.stream().mapToLong(PartitionLag::lag).sum();
    }
}

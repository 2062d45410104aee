package io.ballot.node.admin;

import io.ballot.core.NodeStatus;
import io.ballot.core.vote.LeaderStatus;
import io.ballot.core.work.WorkStatus;
import io.ballot.node.config.QueueConfig;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.View;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns what the machine says of itself into what is told over HTTP. */
final class NodeReports {

    private final About about;
    private final String admin;
    private final String configDigest;
    private final Clock clock;

    NodeReports(About about, String admin, String configDigest, Clock clock) {
        this.about = about;
        this.admin = admin;
        this.configDigest = configDigest;
        this.clock = clock;
    }

    NodeReport of(NodeStatus status, JournalReport journal) {
        Instant now = clock.instant();
        List<QueueReport> queues = new ArrayList<>();
        status.work().queues().forEach((name, queue) -> queues.add(queue(name, queue)));
        View maybeView = status.maybeView();
        LeaderStatus maybeReign = status.maybeReign();
        NodeId maybeLeader = status.maybeLeader();
        return new NodeReport(
                NodeReport.SCHEMA,
                about.config().clusterName(),
                about.config().nodeId(),
                status.role().name(),
                status.epoch(),
                maybeLeader == null ? null : maybeLeader.name(),
                maybeView == null ? null : names(maybeView.inSync()),
                maybeView != null
                        && names(maybeView.inSync()).contains(about.config().nodeId()),
                status.leaseLeftMs() > 0 ? status.leaseLeftMs() : null,
                status.role().consumes(),
                status.zooKeeperConnected(),
                about.transport(),
                admin,
                about.pid(),
                about.version(),
                Json.time(about.startedAt()),
                Duration.between(about.startedAt(), now).toMillis(),
                about.config().kafka().bootstrapServers(),
                configDigest,
                status.work().partitions().stream()
                        .map(QueuePartition::toString)
                        .toList(),
                queues.stream().mapToInt(QueueReport::running).sum(),
                queues.stream().mapToInt(QueueReport::doubts).sum(),
                status.work().openReports(),
                status.ledgerTasks(),
                status.appliedSeq(),
                journal,
                queues,
                status.members().stream().map(NodeReports::member).toList(),
                status.known().stream().map(NodeId::name).toList(),
                stall(status.work().maybeStall()),
                maybeReign == null ? null : reign(maybeReign, now));
    }

    private QueueReport queue(String name, WorkStatus.Queue queue) {
        QueueConfig config = about.config().queueOrThrow(name);
        return new QueueReport(
                name,
                config.topic().name(),
                word(config.worker().type()),
                config.worker().concurrency(),
                word(config.check().type()),
                queue.granted(),
                queue.executed(),
                queue.failedAttempts(),
                queue.suppressed(),
                queue.doubts(),
                queue.checks(),
                queue.parked(),
                queue.deadLetters(),
                queue.running(),
                queue.waitingToStart(),
                queue.doubtful(),
                queue.backingOff(),
                queue.decisions(),
                queue.votes());
    }

    private static String word(Enum<?> type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static MemberReport member(Member member) {
        return new MemberReport(
                member.node().name(), member.transport(), member.admin(), member.pid(), member.version());
    }

    private static @Nullable StallReport stall(WorkStatus.@Nullable Stall maybeStall) {
        return maybeStall == null ? null : new StallReport(maybeStall.forMs(), maybeStall.waitsFor());
    }

    private static ReignReport reign(LeaderStatus reign, Instant now) {
        boolean leads = reign.leadsForMs() >= 0;
        TreeMap<String, Long> doubts = new TreeMap<>();
        for (int cause = 0; cause < reign.doubts().length; cause++) {
            doubts.put(DoubtCause.of(cause).name(), reign.doubts()[cause]);
        }
        TreeMap<String, List<String>> consumers = new TreeMap<>();
        reign.consumers()
                .forEach((node, partitions) -> consumers.put(
                        node.name(),
                        partitions.stream().map(QueuePartition::toString).toList()));
        @Nullable String maybeSince = leads ? Json.time(now.minusMillis(reign.leadsForMs())) : null;
        return new ReignReport(
                reign.epoch(),
                maybeSince,
                leads ? reign.leadsForMs() : null,
                names(reign.inSync()),
                reign.votes(),
                reign.grants(),
                reign.repeats(),
                reign.busy(),
                reign.done(),
                doubts,
                reign.openDoubts(),
                reign.waitingForPeers(),
                reign.waitingAtCeilings(),
                reign.zkAgeMs(),
                consumers);
    }

    private static List<String> names(List<StoreRef> stores) {
        return stores.stream().map(store -> store.node().name()).toList();
    }
}

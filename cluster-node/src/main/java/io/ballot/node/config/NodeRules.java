package io.ballot.node.config;

import io.ballot.core.CoreConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold between the keys of a node. The times are bound to one another: one silent follower must be cut off
 * before everybody's leases end, or it ends the work of all.
 */
final class NodeRules {

    /** What writing a view to ZooKeeper may take, a change of server included, in milliseconds. */
    static final long VIEW_WRITE_ALLOWANCE_MS = 1000;

    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "[::]", "::");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private NodeRules() {}

    static void judge(NodeConfig config, Rules rules) {
        times(config.lease(), config.membership(), rules);
        moreTimes(config, rules);
        kafkaTimes(config, rules);
        addresses(config, rules);
        rules.expect(
                !config.queues().isEmpty(),
                List.of(QueueConfig.QUEUES),
                "no queue is declared; this node votes and remembers, but executes nothing");
        rules.expect(
                config.registry().recentOutcomesMax() < config.registry().filterExpectedTasks(),
                List.of(RegistryConfig.RECENT_OUTCOMES_MAX, RegistryConfig.FILTER_EXPECTED_TASKS),
                "as many outcomes are remembered exactly as a generation of the filter holds; each new generation would"
                        + " begin full: lower recent.outcomes.max or raise filter.expected.tasks");
    }

    private static void times(LeaseConfig lease, MembershipConfig membership, Rules rules) {
        long usable = lease.leaseMs() - lease.leaseMarginMs();
        rules.require(
                usable > 0,
                List.of(LeaseConfig.LEASE_MARGIN_MS, LeaseConfig.LEASE_MS),
                "lease.margin.ms ("
                        + lease.leaseMarginMs() + ") must be less than lease.ms (" + lease.leaseMs()
                        + "), or no lease is ever valid; lower the margin or raise the lease");
        rules.require(
                2 * lease.heartbeatMs() <= membership.cutoffMs(),
                List.of(MembershipConfig.CUTOFF_MS, LeaseConfig.HEARTBEAT_MS),
                "cutoff.ms (" + membership.cutoffMs() + ") must be at least twice heartbeat.ms (" + lease.heartbeatMs()
                        + "), or one late heartbeat cuts a healthy node off; raise cutoff.ms or lower heartbeat.ms");
        long needed = lease.heartbeatMs() + membership.cutoffMs() + VIEW_WRITE_ALLOWANCE_MS;
        rules.require(
                usable <= 0 || needed < usable,
                List.of(
                        MembershipConfig.CUTOFF_MS,
                        LeaseConfig.LEASE_MS,
                        LeaseConfig.LEASE_MARGIN_MS,
                        LeaseConfig.HEARTBEAT_MS),
                "heartbeat.ms + cutoff.ms + " + VIEW_WRITE_ALLOWANCE_MS + " (for writing the view) = " + needed
                        + " must be less than lease.ms - lease.margin.ms = " + usable
                        + ", or one silent node ends the leases of all; lower cutoff.ms or raise lease.ms");
        long proof = CoreConfig.HEARTBEATS_PER_EPOCH_CHECK * lease.heartbeatMs() + VIEW_WRITE_ALLOWANCE_MS;
        rules.require(
                membership.zkGraceMs() > proof,
                List.of(MembershipConfig.ZK_GRACE_MS, LeaseConfig.HEARTBEAT_MS),
                "zk.grace.ms (" + membership.zkGraceMs() + ") must be more than " + proof + " ("
                        + CoreConfig.HEARTBEATS_PER_EPOCH_CHECK + " heartbeats, after which ZooKeeper is asked, and "
                        + VIEW_WRITE_ALLOWANCE_MS + " for its answer), or leases end while all is well; raise it");
    }

    private static void moreTimes(NodeConfig config, Rules rules) {
        MembershipConfig membership = config.membership();
        rules.require(
                membership.suspendGraceMs() <= membership.stuckMs(),
                List.of(MembershipConfig.STUCK_MS, MembershipConfig.SUSPEND_GRACE_MS),
                "stuck.ms (" + membership.stuckMs() + ") must be at least suspend.grace.ms ("
                        + membership.suspendGraceMs() + "), or a node that may still come back has given its partitions"
                        + " away; raise stuck.ms or lower suspend.grace.ms");
        rules.require(
                config.doubt().evidenceIntervalMs() < config.doubt().deadlineMs(),
                List.of(DoubtConfig.DEADLINE_MS, DoubtConfig.EVIDENCE_INTERVAL_MS),
                "doubt.deadline.ms (" + config.doubt().deadlineMs() + ") must be more than evidence.interval.ms ("
                        + config.doubt().evidenceIntervalMs() + "), or nobody is asked twice; raise the deadline");
    }

    /** Kafka's client says so too, but without the line, and not before it is made. */
    private static void groupProtocol(NodeConfig config, Rules rules) {
        Map<String, String> consumer = config.kafka().consumer();
        boolean isConsumer = KafkaConfig.isConsumerProtocol(consumer);
        for (String name : List.of("session.timeout.ms", "heartbeat.interval.ms")) {
            rules.require(
                    !isConsumer || !consumer.containsKey(name),
                    List.of("kafka.consumer." + name, "kafka." + name),
                    "with group.protocol=consumer the broker's group.consumer." + name + " counts; remove this line");
        }
        rules.require(
                isConsumer || !consumer.containsKey("group.remote.assignor"),
                List.of("kafka.consumer.group.remote.assignor", "kafka.group.remote.assignor"),
                "group.remote.assignor belongs to group.protocol=consumer; set that, or remove this line");
    }

    private static void kafkaTimes(NodeConfig config, Rules rules) {
        groupProtocol(config, rules);
        long session = consumerMillis(config, "session.timeout.ms", 45_000);
        long heartbeat = consumerMillis(config, "heartbeat.interval.ms", 3000);
        long pollInterval = consumerMillis(config, "max.poll.interval.ms", 300_000);
        rules.require(
                heartbeat < session,
                List.of(
                        "kafka.consumer.heartbeat.interval.ms", "kafka.heartbeat.interval.ms",
                        "kafka.consumer.session.timeout.ms", "kafka.session.timeout.ms"),
                "Kafka's heartbeat.interval.ms (" + heartbeat + ") must be less than its session.timeout.ms (" + session
                        + "); keep it at a third or less");
        rules.require(
                config.flow().rebalanceDrainMs() < pollInterval,
                List.of(
                        FlowConfig.REBALANCE_DRAIN_MS,
                        "kafka.consumer.max.poll.interval.ms",
                        "kafka.max.poll.interval.ms"),
                "rebalance.drain.ms (" + config.flow().rebalanceDrainMs() + ") must be less than Kafka's"
                        + " max.poll.interval.ms (" + pollInterval
                        + "), or Kafka expels the node while it drains; lower it");
    }

    /** A setting that does not parse has been reported by Kafka's own definition; Kafka's default stands in for it here. */
    private static long consumerMillis(NodeConfig config, String name, long kafkasDefault) {
        String value = config.kafka().consumer().getOrDefault(name, "").strip();
        return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : kafkasDefault;
    }

    private static void addresses(NodeConfig config, Rules rules) {
        TransportConfig transport = config.transport();
        AdminConfig admin = config.admin();
        boolean oneAddress = transport.host().equals(admin.host())
                || EVERY_ADDRESS.contains(transport.host())
                || EVERY_ADDRESS.contains(admin.host());
        rules.require(
                transport.port() != admin.port() || transport.port() == 0 || !oneAddress,
                List.of(AdminConfig.PORT, TransportConfig.PORT),
                "admin.port and transport.port are both " + admin.port() + "; give each its own");
        rules.require(
                transport.port() != 0 || rules.given(IdentityConfig.NODE_ID),
                List.of(TransportConfig.PORT),
                "with a port of the system's choice the node would have another name at each start; set node.id");
        rules.require(
                !EVERY_ADDRESS.contains(transport.advertisedHost()),
                List.of(TransportConfig.ADVERTISED_HOST, TransportConfig.HOST),
                "the other nodes cannot connect to " + transport.advertisedHost()
                        + "; set transport.advertised.host to this machine's name or address");
        rules.expect(
                LOOPBACK.contains(admin.host()),
                List.of(AdminConfig.HOST),
                "the HTTP interface asks nobody for a password and would be open to the network; keep it on 127.0.0.1"
                        + " unless that network is yours alone");
    }
}

package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One test per refused combination of a node's keys; each says the values, and what to do. */
class NodeRulesTest {

    @Test
    void aSilentNodeIsCutOffBeforeItEndsTheLeasesOfAll() {
        assertThat(Judged.errors("cutoff.ms", "7000"))
                .containsExactly(
                        "cutoff.ms: heartbeat.ms + cutoff.ms + 1000 (for writing the view) = 9000 must be less than"
                                + " lease.ms - lease.margin.ms = 9000, or one silent node ends the leases of all; lower cutoff.ms or"
                                + " raise lease.ms");
        assertThat(Judged.errors("cutoff.ms", "6999")).isEmpty();
        assertThat(Judged.errors("lease.ms", "4000")).singleElement().asString().startsWith("lease.ms: heartbeat.ms +");
    }

    @Test
    void theMarginLeavesSomeOfTheLease() {
        assertThat(Judged.errors("lease.margin.ms", "10000"))
                .containsExactly(
                        "lease.margin.ms: lease.margin.ms (10000) must be less than lease.ms (10000), or no lease is"
                                + " ever valid; lower the margin or raise the lease");
    }

    @Test
    void oneLateHeartbeatCutsNobodyOff() {
        assertThat(Judged.errors("heartbeat.ms", "1001"))
                .singleElement()
                .asString()
                .startsWith("heartbeat.ms: cutoff.ms (2000) must be at least twice heartbeat.ms (1001)");
    }

    @Test
    void theGraceWithoutZooKeeperSpansTheLeadersProof() {
        assertThat(Judged.errors("zk.grace.ms", "6000"))
                .singleElement()
                .asString()
                .startsWith("zk.grace.ms: zk.grace.ms (6000) must be more than 6000");
        assertThat(Judged.errors("zk.grace.ms", "6001")).isEmpty();
    }

    @Test
    void aNodeKeepsItsPartitionsWhileItMayComeBack() {
        assertThat(Judged.errors("stuck.ms", "29999"))
                .singleElement()
                .asString()
                .startsWith("stuck.ms: stuck.ms (29999) must be at least suspend.grace.ms (30000)");
    }

    @Test
    void aDoubtLastsLongerThanOneRoundOfEvidence() {
        assertThat(Judged.errors("evidence.interval.ms", "5000", "doubt.deadline.ms", "5000"))
                .singleElement()
                .asString()
                .startsWith(
                        "doubt.deadline.ms: doubt.deadline.ms (5000) must be more than evidence.interval.ms (5000)");
    }

    @Test
    void kafkasHeartbeatFitsIntoItsSession() {
        assertThat(Judged.errors("kafka.session.timeout.ms", "400"))
                .singleElement()
                .asString()
                .startsWith("kafka.session.timeout.ms: Kafka's heartbeat.interval.ms (500) must be less than its"
                        + " session.timeout.ms (400)");
    }

    @Test
    void aPartitionIsDrainedBeforeKafkaExpelsTheNode() {
        assertThat(Judged.errors("rebalance.drain.ms", "5000", "kafka.consumer.max.poll.interval.ms", "5000"))
                .singleElement()
                .asString()
                .startsWith(
                        "rebalance.drain.ms: rebalance.drain.ms (5000) must be less than Kafka's max.poll.interval.ms"
                                + " (5000)");
    }

    @Test
    void twoServersDoNotShareAPort() {
        assertThat(Judged.errors("admin.port", "7070"))
                .containsExactly("admin.port: admin.port and transport.port are both 7070; give each its own");
        assertThat(Judged.errors("admin.port", "7070", "transport.host", "10.0.0.1"))
                .isEmpty();
        assertThat(Judged.errors("admin.port", "0", "transport.port", "0", "node.id", "n1"))
                .isEmpty();
    }

    @Test
    void aNodeOnAnyFreePortHasAName() {
        assertThat(Judged.errors("transport.port", "0"))
                .singleElement()
                .asString()
                .startsWith("transport.port: with a port of the system's choice")
                .endsWith("set node.id");
    }

    @Test
    void theOthersAreToldAnAddressTheyCanConnectTo() {
        assertThat(Judged.errors("transport.host", "0.0.0.0"))
                .containsExactly(
                        "transport.host: the other nodes cannot connect to 0.0.0.0; set transport.advertised.host to"
                                + " this machine's name or address");
        assertThat(Judged.errors("transport.advertised.host", "0.0.0.0")).hasSize(1);
    }

    @Test
    void anOpenHttpInterfaceIsWarnedOf() {
        assertThat(Judged.warnings(Judged.settings("admin.host", "0.0.0.0")))
                .singleElement()
                .asString()
                .startsWith("admin.host: the HTTP interface asks nobody for a password");
    }

    @Test
    void aFilterThatBeginsFullIsWarnedOf() {
        assertThat(Judged.warnings(Judged.settings("filter.expected.tasks", "1000000")))
                .singleElement()
                .asString()
                .startsWith("filter.expected.tasks: as many outcomes are remembered exactly");
    }

    @Test
    void aRuleSaysNothingWhenOneOfItsKeysHasNoUsableValue() {
        assertThat(Judged.errors("cutoff.ms", "9000", "lease.ms", "long"))
                .hasSize(1)
                .allMatch(e -> e.startsWith("lease.ms"));
    }
}

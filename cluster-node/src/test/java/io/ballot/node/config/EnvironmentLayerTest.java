package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentLayerTest {

    @Test
    void variablesAreLookedUpFromTheKnownKeysAndTheDeclaredQueues() {
        NodeConfig config = load(Map.of(
                "BALLOT_QUEUES", "my-mails",
                "BALLOT_QUEUE_MY_MAILS_WORKER", "command",
                "BALLOT_QUEUE_MY_MAILS_COMMAND", "cat",
                "BALLOT_LEASE_MARGIN_MS", "900",
                "BALLOT_KAFKA_CONSUMER_MAX_POLL_RECORDS", "7",
                "BALLOT_KAFKA_SASL_JAAS_CONFIG", "x",
                "BALLOT_ZOOKEEPER_SSL_KEYSTORE_LOCATION", "/k",
                "HOME", "/root"));

        assertThat(config.queueOrThrow("my-mails").worker().command()).contains("cat");
        assertThat(config.lease().leaseMarginMs()).isEqualTo(900);
        assertThat(config.kafka().consumer())
                .containsEntry("max.poll.records", "7")
                .containsEntry("sasl.jaas.config", "x");
        assertThat(config.zookeeper().client()).containsOnly(Map.entry("zookeeper.ssl.keyStore.location", "/k"));
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void anUnknownVariableIsWarnedOfButNotThoseThatAreNoKeys() {
        NodeConfig config = load(Map.of(
                "BALLOT_HOME", "/srv",
                "BALLOT_HEAP_OPTS", "-Xmx1g",
                "BALLOT_JVM_OPTS", "-Dx=y",
                "BALLOT_LOG_LEVEL", "DEBUG",
                "BALLOT_LEASES_MS", "1",
                "BALLOT_QUEUE_GHOST_WORKER", "class"));

        assertThat(config.warnings())
                .extracting(Problem::toString)
                .contains(
                        "environment BALLOT_LEASES_MS: warning: ignored, no key has this name; did you mean"
                                + " 'BALLOT_LEASE_MS'?",
                        "environment BALLOT_QUEUE_GHOST_WORKER: warning: ignored, no key has this name")
                .hasSize(3);
    }

    @Test
    void aVariableThatTwoKeysAskForIsAnError() {
        assertThatThrownBy(() -> load(Map.of(
                        "BALLOT_QUEUES", "a,a-check",
                        "BALLOT_QUEUE_A_WORKER", "embedded",
                        "BALLOT_QUEUE_A_CHECK_WORKER", "embedded",
                        "BALLOT_QUEUE_A_CHECK_COMMAND", "true")))
                .hasMessage("environment BALLOT_QUEUE_A_CHECK_COMMAND: could mean any of queue.a.check.command,"
                        + " queue.a-check.command; set it in the file");
    }

    private static NodeConfig load(Map<String, String> environment) {
        return NodeConfig.load(null, Map.of(), environment);
    }
}

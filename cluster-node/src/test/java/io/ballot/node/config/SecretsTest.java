package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.ssl.keystore.password",
                "kafka.sasl.jaas.config",
                "kafka.consumer.ssl.keystore.key",
                "kafka.admin.ssl.truststore.certificates",
                "kafka.com.example.api.Token",
                "zookeeper.ssl.keyStore.password",
                "kafka.com.example.credentials"
            })
    void whatIsOrSoundsLikeASecretIsHidden(String key) {
        assertThat(Secrets.shown(key, "hunter2")).isEqualTo("[hidden]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lease.ms", "kafka.bootstrap.servers", "queue.q.topic", "kafka.ssl.keystore.location"})
    void whatIsNoSecretIsShown(String key) {
        assertThat(Secrets.shown(key, "value")).isEqualTo("value");
    }

    @Test
    void aSecretWithAProblemStaysOutOfTheMessage() {
        assertThatThrownBy(() -> Judged.config(
                        "kafka.sasl.login.refresh.window.factor.tokens",
                        "hunter2",
                        "kafka.sasl.oauthbearer.token.endpoint.url.x",
                        "hunter2",
                        "ssl.keystore.password",
                        "hunter2"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }
}

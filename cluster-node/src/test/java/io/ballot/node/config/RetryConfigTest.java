package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryConfigTest {

    @Test
    void defaults() {
        assertThat(Judged.queue().retry()).isEqualTo(new RetryConfig(5, 1000, 60_000));
    }

    @Test
    void mapping() {
        assertThat(Judged.queue("attempts", "1", "backoff.ms", "0", "backoff.max.ms", "9")
                        .retry())
                .isEqualTo(new RetryConfig(1, 0, 9));
    }

    @Test
    void validation() {
        assertThat(Judged.queueErrors("attempts", "0", "backoff.ms", "-1", "backoff.max.ms", "1m"))
                .containsExactly(
                        "queue.q.attempts: '0': out of range; allowed: 1 to 100; default: 5",
                        "queue.q.backoff.max.ms: '1m': not a whole number; allowed: 0 to 86400000; default: 60000",
                        "queue.q.backoff.ms: '-1': out of range; allowed: 0 to 86400000; default: 1000");
    }
}

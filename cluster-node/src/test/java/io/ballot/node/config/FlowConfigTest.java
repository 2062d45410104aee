package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowConfigTest {

    @Test
    void defaults() {
        assertThat(Judged.config().flow()).isEqualTo(new FlowConfig(500, 1000, 30_000, 60_000));
    }

    @Test
    void mapping() {
        assertThat(Judged.config(
                                "commit.interval.ms", "10",
                                "rebalance.drain.ms", "20",
                                "shutdown.drain.ms", "30",
                                "stall.ms", "400")
                        .flow())
                .isEqualTo(new FlowConfig(10, 20, 30, 400));
    }

    @Test
    void validation() {
        assertThat(Judged.errors("commit.interval.ms", "0", "rebalance.drain.ms", "x", "shutdown.drain.ms", "-1"))
                .containsExactly(
                        "commit.interval.ms: '0': out of range; allowed: 10 to 600000; default: 500",
                        "rebalance.drain.ms: 'x': not a whole number; allowed: 0 to 600000; default: 1000",
                        "shutdown.drain.ms: '-1': out of range; allowed: 0 to 86400000; default: 30000");
    }
}

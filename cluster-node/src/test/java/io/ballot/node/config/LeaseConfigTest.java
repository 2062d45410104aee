package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseConfigTest {

    @Test
    void defaults() {
        assertThat(Judged.config().lease()).isEqualTo(new LeaseConfig(1000, 10_000, 1000, 1));
    }

    @Test
    void mapping() {
        assertThat(Judged.config(
                                "heartbeat.ms", "500",
                                "lease.ms", "60000",
                                "lease.margin.ms", "2000",
                                "clock.rate.bound.percent", "2")
                        .lease())
                .isEqualTo(new LeaseConfig(500, 60_000, 2000, 2));
    }

    @Test
    void validation() {
        assertThat(Judged.errors(
                        "heartbeat.ms", "9", "lease.ms", "1s", "lease.margin.ms", "", "clock.rate.bound.percent", "51"))
                .containsExactly(
                        "clock.rate.bound.percent: '51': out of range; allowed: 0 to 50; default: 1",
                        "heartbeat.ms: '9': out of range; allowed: 10 to 60000; default: 1000",
                        "lease.margin.ms: '': not a whole number; allowed: 10 to 600000; default: 1000",
                        "lease.ms: '1s': not a whole number; allowed: 100 to 3600000; default: 10000");
    }
}

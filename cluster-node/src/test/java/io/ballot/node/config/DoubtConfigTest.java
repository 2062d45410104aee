package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoubtConfigTest {

    @Test
    void defaults() {
        assertThat(Judged.config().doubt()).isEqualTo(new DoubtConfig(1000, 600_000, 100_000));
    }

    @Test
    void mapping() {
        assertThat(Judged.config("evidence.interval.ms", "20", "doubt.deadline.ms", "3000", "doubt.queue.max", "4")
                        .doubt())
                .isEqualTo(new DoubtConfig(20, 3000, 4));
    }

    @Test
    void validation() {
        assertThat(Judged.errors("evidence.interval.ms", "1", "doubt.deadline.ms", "-5", "doubt.queue.max", "0"))
                .containsExactly(
                        "doubt.deadline.ms: '-5': out of range; allowed: 100 to 604800000; default: 600000",
                        "doubt.queue.max: '0': out of range; allowed: 1 to 10000000; default: 100000",
                        "evidence.interval.ms: '1': out of range; allowed: 10 to 600000; default: 1000");
    }
}

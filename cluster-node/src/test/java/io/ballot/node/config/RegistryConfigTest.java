package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegistryConfigTest {

    @Test
    void defaults() {
        assertThat(Judged.config().registry()).isEqualTo(new RegistryConfig(10_000_000, 1e-6, 1_000_000, false));
    }

    @Test
    void mapping() {
        assertThat(Judged.config(
                                "filter.expected.tasks", "20000",
                                "filter.error.rate", "1e-4",
                                "recent.outcomes.max", "2000",
                                "journal.fsync", "yes")
                        .registry())
                .isEqualTo(new RegistryConfig(20_000, 1e-4, 2000, true));
    }

    @Test
    void validation() {
        assertThat(Judged.errors(
                        "filter.expected.tasks", "10",
                        "filter.error.rate", "1",
                        "recent.outcomes.max", "all",
                        "journal.fsync", "always"))
                .containsExactly(
                        "filter.error.rate: '1': out of range; allowed: 1e-9 to 0.1; default: 1e-6",
                        "filter.expected.tasks: '10': out of range; allowed: 1000 to 1000000000; default: 10000000",
                        "journal.fsync: 'always': not available in this version; allowed: no, yes; default: no",
                        "recent.outcomes.max: 'all': not a whole number; allowed: 1000 to 100000000; default: 1000000");
    }
}

package io.ballot.core.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the buckets say of times that are known. */
class VoteTimesTest {

    private final VoteTimes times = new VoteTimes();

    @Test
    void nothingIsSaidWithoutAnAnswer() {
        assertThat(times.status().answered()).isZero();
        assertThat(times.status().withinMs(0.5)).isEqualTo(-1);
    }

    @Test
    void halfAndNearlyAllAreToldApart() {
        times.add(2, 98);
        times.add(900, 2);
        assertThat(times.status().answered()).isEqualTo(100);
        assertThat(times.status().withinMs(0.5)).isEqualTo(2);
        assertThat(times.status().withinMs(0.98)).isEqualTo(2);
        assertThat(times.status().withinMs(0.99)).isEqualTo(1000);
    }

    @Test
    void aBoundBelongsToItsBucket() {
        times.add(10, 1);
        assertThat(times.status().withinMs(1)).isEqualTo(10);
    }

    @Test
    void aWaitBeyondTheLastBoundHasNone() {
        times.add(3_600_000, 1);
        assertThat(times.status().withinMs(0.5)).isEqualTo(-1);
        assertThat(times.status().answered()).isEqualTo(1);
    }
}

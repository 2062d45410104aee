package io.ballot.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PaceTest {

    private static final long SECOND = 1_000_000_000L;

    private final Pace pace = new Pace(900);

    @Test
    void itCountsFromTheFirstCommitAfterTheWarmUpToTheLastBeforeTheEnd() {
        pace.sample(0, 0);
        pace.sample(5 * SECOND, 100);
        assertThat(pace.isWarm()).isFalse();
        pace.sample(10 * SECOND, 300);
        assertThat(pace.isWarm()).isTrue();
        pace.sample(11 * SECOND, 500);
        pace.sample(12 * SECOND, 800);
        assertThat(pace.isDone()).isFalse();
        pace.sample(20 * SECOND, 900);

        assertThat(pace.isDone()).isTrue();
        assertThat(pace.tasksPerSecond()).isEqualTo(250);
    }

    @Test
    void onlyChangesAreKept() {
        pace.sample(SECOND, 10);
        pace.sample(2 * SECOND, 10);
        pace.sample(3 * SECOND, 20);

        assertThat(pace.samples()).usingRecursiveComparison().isEqualTo(List.of(new long[] {0, 10}, new long[] {2000, 20
        }));
    }

    @Test
    void itRefusesToGuessFromTooFewCommits() {
        pace.sample(0, 0);
        pace.sample(SECOND, 500);
        pace.sample(2 * SECOND, 900);

        assertThatIllegalStateException().isThrownBy(pace::tasksPerSecond).withMessageContaining("--tasks");
    }
}

package io.ballot.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MeasuredTest {

    private static Measured measured(double... rates) {
        Measured measured = new Measured("subject");
        for (double rate : rates) {
            measured.rounds().add(new Measured.Round(rate, 1, List.of()));
        }
        return measured;
    }

    @Test
    void theRatioIsTakenRoundByRoundSoThatASlowMinuteCancelsOut() {
        Measured bare = measured(1000, 100, 900);
        Measured node = measured(300, 30, 300);

        assertThat(node.medianRatioTo(bare)).isEqualTo(0.3);
        assertThat(bare.medianRatioTo(bare)).isEqualTo(1);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(measured(4, 1, 3, 100).medianRate()).isEqualTo(3.5);
        assertThat(measured(4, 1, 3).medianRate()).isEqualTo(3);
    }
}

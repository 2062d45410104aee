package io.ballot.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThroughputOptionsTest {

    @Test
    void nothingSaidIsOneNodeAndThreeInThreeRounds() {
        ThroughputOptions options = ThroughputOptions.parse(List.of());

        assertThat(options.nodes()).containsExactly(1, 3);
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.named()).isFalse();
    }

    @Test
    void everythingCanBeSaid() {
        ThroughputOptions options = ThroughputOptions.parse(List.of(
                ("--tasks 5 --rounds 2 --named --nodes 0 --beside journal.fsync=yes --jvm -Xa --jvm -Xb").split(" ")));

        assertThat(options)
                .isEqualTo(new ThroughputOptions(
                        5, 2, true, List.of(), List.of("journal.fsync=yes"), List.of("-Xa", "-Xb")));
    }

    @ParameterizedTest
    @CsvSource({
        "--tasks 0, positive",
        "--tasks many, number",
        "--rounds, value",
        "--nodes 1;3, number",
        "--beside journal.fsync, key=value",
        "--fast, unknown"
    })
    void wrongUseIsSaidInOneLine(String arguments, String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThroughputOptions.parse(List.of(arguments.split(" "))))
                .withMessageContaining(word)
                .withMessageNotContaining("\n");
    }
}

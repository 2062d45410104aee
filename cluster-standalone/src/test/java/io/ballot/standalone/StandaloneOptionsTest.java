package io.ballot.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user types is understood as the help says, or refused with the reason. */
class StandaloneOptionsTest {
    @Test
    void startsThreeNodesOnOldDataWhenNothingIsSaid() {
        StandaloneOptions options = StandaloneOptions.parse(List.of());

        assertThat(options.nodes()).isEqualTo(3);
        assertThat(options.fresh()).isFalse();
        assertThat(options.maybeConfigFile()).isNull();
        assertThat(options.settings()).isEmpty();
    }

    @Test
    void takesEveryOptionAndSettingsAgainAndAgain() {
        StandaloneOptions options = StandaloneOptions.parse(
                List.of("--nodes", "5", "--fresh", "--config", "my.properties", "--set", "a=1", "--set", "b=x=y"));

        assertThat(options.nodes()).isEqualTo(5);
        assertThat(options.fresh()).isTrue();
        assertThat(options.maybeConfigFile()).isEqualTo(Path.of("my.properties"));
        assertThat(options.settings()).containsEntry("a", "1").containsEntry("b", "x=y");
    }

    @ParameterizedTest
    @CsvSource({
        "--nodes,      '--nodes needs a value'",
        "--nodes none, '--nodes needs a number, not none'",
        "--nodes 0,    '--nodes needs a number above 0, not 0'",
        "--set novalue, '--set needs key=value, not novalue'",
        "--node 3,     'standalone knows no option --node'"
    })
    void refusesWhatItDoesNotUnderstand(String line, String reason) {
        assertThatThrownBy(() -> StandaloneOptions.parse(List.of(line.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }
}

package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SimOptionsTest {

    @Test
    void aSeedAloneIsOneHistory() {
        SimOptions options = SimOptions.parse("--seed", "90");

        assertThat(options.seed()).isEqualTo(90);
        assertThat(options.histories()).isEqualTo(1);
    }

    @Test
    void whatIsTakenAwayHasABudget() {
        assertThat(SimOptions.parse("--without", "R8").histories()).isEqualTo(2_000);
    }

    @Test
    void aScenarioIsAskedForByItsName() {
        assertThat(SimOptions.parse("--scenario", "s07").scenario()).isEqualTo("s07");
        assertThat(SimOptions.parse().scenario()).isEmpty();
    }

    @Test
    void wrongUseSaysWhatIsWrong() {
        assertThatThrownBy(() -> SimOptions.parse("--histories", "many")).hasMessageContaining("'many'");
        assertThatThrownBy(() -> SimOptions.parse("--seed")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> SimOptions.parse("--sede", "1")).hasMessageContaining("--sede");
    }
}

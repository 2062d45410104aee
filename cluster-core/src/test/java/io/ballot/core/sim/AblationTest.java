package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulator notices when a rule is missing. Here, those that are noticed soon; {@code dev/sim.sh --without each}: all. */
final class AblationTest {

    /** The hunt ends with the first violation; that is after some ten histories, and a hundred where a change of the simulator moves them. */
    private static final long BUDGET = 2_000;

    static Stream<Ablation> all() {
        return Ablations.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void whatIsTakenAwayIsThere(Ablation ablation) {
        assertThat(new AblatedWorld(ablation.cuts())).isNotNull();
    }

    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"R2.insync", "R3.clean", "R4.floor", "R6.failed", "R7.record", "R9.wait", "R11.prefix"})
    void aMissingRuleIsNoticed(String name) {
        SimOptions options = SimOptions.parse("--histories", Long.toString(BUDGET), "--threads", "1");

        Hunt hunt = Hunt.without(Ablations.named(name).get(0), options);

        assertThat(hunt.isFound()).as(hunt.toString()).isTrue();
    }

    @Test
    void aWorldFromWhichNothingIsTakenBehavesAsTheRealOne() {
        assertThat(new AblatedWorld(List.of()).violationOf(17)).isEmpty();
    }

    @Test
    void aMethodThatIsGoneIsNoticed() {
        List<Cut> cuts = List.of(Cut.skip("vote.Gathering", "renamedSince"));

        assertThatThrownBy(() -> new AblatedWorld(cuts)).hasMessageContaining("0 methods");
    }

    @Test
    void aNameThatIsNoneIsSaid() {
        assertThatThrownBy(() -> Ablations.named("R99")).hasMessageContaining("--list");
    }
}

package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ScenariosTest {

    @Test
    void everyScenarioIsNamedAndTaggedByItsNumberAndShowsARequirement() {
        assertThat(Scenarios.all()).isNotEmpty().allSatisfy(script -> {
            assertThat(script.name()).matches("s\\d\\d_\\w+");
            assertThat(script.tags())
                    .as(script.name())
                    .contains("S" + script.name().substring(1, 3));
            assertThat(script.tags()).as(script.name()).anyMatch(tag -> tag.matches("[A-Z]\\d"));
        });
    }

    @Test
    void noTwoScenariosHaveOneName() {
        List<String> names =
                Scenarios.all().stream().map(Scenarios.Script::name).toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void aScenarioIsFoundByAPartOfItsName() {
        assertThat(Scenarios.named("s01_"))
                .singleElement()
                .satisfies(script -> assertThat(script.sentence()).startsWith("A leader paused past its session"));
        assertThatThrownBy(() -> Scenarios.named("s99_")).hasMessageContaining("--scenario list");
    }
}

package io.ballot.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.chaos.fault.Catalog;
import io.ballot.chaos.fault.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the command line means, and what it refuses in one line. */
class OptionsTest {

    private static Options parse(String... arguments) {
        return Options.parse(
                List.of(arguments),
                Stream.concat(Stream.of("one", "two"), Catalog.all().stream().map(Fault::name))
                        .toList(),
                List.of("one"));
    }

    @Test
    void withoutAnythingFaultsAreMixedForTenMinutes() {
        assertThat(parse().isMixed()).isTrue();
        assertThat(parse().maybeMinutes()).isEqualTo(10.0);
        assertThat(parse().subjects()).containsExactly("ballot");
    }

    @Test
    void singleFaultsAreStruckOneAfterTheOther() {
        Options options = parse("--fault", "two,one");

        assertThat(options.isMixed()).isFalse();
        assertThat(options.faults()).containsExactly("two", "one");
    }

    @Test
    void roundsAreForSingleFaults() {
        assertThat(parse("--fault", "one", "--rounds", "20").rounds()).isEqualTo(20);
        assertThatThrownBy(() -> parse("--rounds", "20")).hasMessageContaining("single faults");
        assertThatThrownBy(() -> parse("--rounds", "20", "--minutes", "3")).hasMessageContaining("single faults");
        assertThatThrownBy(() -> parse("--fault", "one", "--rounds", "0")).hasMessageContaining("above 0");
    }

    @Test
    void aTimeMixesTheFaultsThatAreNamed() {
        assertThat(parse("--fault", "one", "--minutes", "3").isMixed()).isTrue();
        assertThat(parse("--mixed", "--duration", "90s").maybeMinutes()).isEqualTo(1.5);
    }

    @Test
    void aComparisonStrikesAllSystemsWithFaultsThatThereAre() {
        Options options = parse("--compare");

        assertThat(options.isMixed()).isFalse();
        assertThat(options.subjects()).startsWith("ballot", "consumer-poll").contains("share");
        assertThat(options.faults()).contains("kill-executor", "rolling-restart");
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        assertThatThrownBy(() -> parse("--fault", "three")).hasMessageContaining("no fault three");
        assertThatThrownBy(() -> parse("--minutes", "soon")).hasMessageContaining("needs a number");
        assertThatThrownBy(() -> parse("--loud")).hasMessageContaining("knows no --loud");
        assertThatThrownBy(() -> parse("--seed")).hasMessageContaining("needs a value");
    }
}

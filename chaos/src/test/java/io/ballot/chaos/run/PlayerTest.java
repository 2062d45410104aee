package io.ballot.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.chaos.fault.Catalog;
import io.ballot.chaos.fault.Fault;
import io.ballot.chaos.lab.Machine;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fault that would strike nothing is not played: it says why, where others say what they cost. */
class PlayerTest {

    private static final Machine ABLE = new Machine("ballot-chaos-1-hub", true, Path.of("faketime"), true);

    @TempDir
    Path directory;

    private Report play(String... arguments) throws Exception {
        List<String> faults = Catalog.all().stream().map(Fault::name).toList();
        Options options = Options.parse(List.of(arguments), faults, List.of());
        return new Player(options, ABLE, directory, new Narrator(new PrintStream(System.err, true))).play();
    }

    @ParameterizedTest
    @CsvSource({
        "spring, disk-full-executor, keeps files; Spring Kafka keeps none",
        "consumer-poll, disk-full-leader, keeps files",
        "spring, two-versions, needs",
        "share, offset-reset, commits offsets; Share group commits none",
        "share, coordinator, commits offsets",
        "share, rebalance-storm, commits offsets"
    })
    void aFaultThatTheSystemHasNothingForIsNotRun(String subject, String fault, String why) throws Exception {
        Report report = play("--subject", subject, "--fault", fault);

        assertThat(report.outcomes()).isEmpty();
        assertThat(report.notRun()).singleElement().satisfies(row -> {
            assertThat(row.fault()).isEqualTo(fault);
            assertThat(row.maybeNotRun()).contains(why);
        });
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void norIsAnythingMixedOutOfNoFaults() throws Exception {
        Report report = play("--subject", "spring", "--fault", "disk-full-executor", "--minutes", "1");

        assertThat(report.outcomes()).isEmpty();
        assertThat(report.notRun()).hasSize(1);
    }
}

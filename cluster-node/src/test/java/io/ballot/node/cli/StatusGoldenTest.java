package io.ballot.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people see, whole: a change of it is reviewed as a change of these files. */
@Tag("U3")
final class StatusGoldenTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private static String golden(String name) {
        try (InputStream in = StatusGoldenTest.class.getResourceAsStream("/golden/cli/" + name)) {
            assertThat(in).as("golden file " + name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(Survey survey, boolean wide) {
        return new StatusCommand().page(survey, NOW).text(wide, true, false);
    }

    private final Survey healthy = new Surveys()
            .inSync("n1", "n2", "n3")
            .node("n1", "LEADER")
            .node("n2", "FOLLOWER")
            .node("n3", "FOLLOWER")
            .survey();

    private final Survey degraded = new Surveys()
            .inSync("n1", "n2")
            .lag(250)
            .node("n1", "LEADER")
            .silent("n2", "no answer in time")
            .down("n3")
            .node("n4", "SYNCING")
            .survey();

    @Test
    void aHealthyClusterIsAVerdictALineForEachNodeAndTheTotals() {
        assertThat(table(healthy, false)).isEqualTo(golden("status-healthy.txt"));
    }

    @Test
    void theWideTableShowsAllThatIsKnown() {
        assertThat(table(healthy, true)).isEqualTo(golden("status-healthy-wide.txt"));
    }

    @Test
    void aSilentAndADeadNodeAreShownWithQuestionMarksAndNeverLeftOut() {
        assertThat(table(degraded, false)).isEqualTo(golden("status-degraded.txt"));
    }

    @Test
    void withoutALeaderTheReasonStandsFirst() {
        Survey survey = new Surveys()
                .inSync("n1", "n2", "n3")
                .down("n1")
                .node("n2", "GATHERING", 8)
                .node("n3", "SYNCING", 8)
                .kafkaSilent("no broker answers")
                .survey();

        assertThat(table(survey, false)).isEqualTo(golden("status-no-leader.txt"));
    }

    @Test
    void theJsonOfADegradedClusterTellsUnknownFromZero() {
        Terminal terminal = new Terminal(java.nio.file.Path.of(""));
        GlobalOptions options = new GlobalOptions();
        options.format = Format.JSON;
        terminal.console().write(new StatusCommand().page(degraded, NOW), options);

        assertThat(terminal.ran(0).out()).isEqualTo(golden("status-degraded.json"));
    }

    @Test
    void differencesInConfigurationAreNamedWithoutTurningTheVerdict() {
        Difference difference = new Difference("lease.ms", new TreeMap<>(Map.of("n1", "10000", "n2", "20000")));
        Survey survey =
                new Survey(healthy.facts(), healthy.said(), healthy.queues(), healthy.lags(), List.of(difference));

        assertThat(table(survey, false))
                .startsWith("HEALTHY")
                .contains("configuration differs: lease.ms: n1=10000, n2=20000");
    }

    @Test
    void theExitCodeTellsADegradedClusterOnlyWhenAsked() {
        StatusCommand asked = new StatusCommand();
        asked.exitCode = true;

        assertThat(asked.page(degraded, NOW).exitCode()).isEqualTo(5);
        assertThat(asked.page(healthy, NOW).exitCode()).isZero();
        assertThat(new StatusCommand().page(degraded, NOW).exitCode()).isZero();
    }
}

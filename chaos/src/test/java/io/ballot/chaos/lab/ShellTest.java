package io.ballot.chaos.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The small commands: what they say, that they fail loudly, and that none of them holds up a run. */
class ShellTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void whatItPrintsIsReturned() throws Exception {
        assertThat(Shell.run("/bin/sh", "-c", "echo one; echo two >&2")).isEqualTo("one\ntwo");
    }

    @Test
    void aFailureTellsTheExitCodeAndWhatWasSaid() {
        assertThatThrownBy(() -> Shell.run("/bin/sh", "-c", "echo why; exit 3"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 3: why");
    }

    @Test
    @Timeout(20)
    void aCommandThatDoesNotEndIsGivenUpAndEnded() throws Exception {
        List<String> hangs = List.of("/bin/sh", "-c", "sleep 60.125; true");

        assertThatThrownBy(() -> Shell.run(hangs, SHORT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no end after");
        // It is killed when run returns; that it is gone takes the system a moment.
        for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
            if (process.info().commandLine().orElse("").contains("60.125")) {
                assertThat(process.onExit().get(10, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }
}

package io.ballot.node.execution;

import static io.ballot.node.execution.Bench.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command's whole process group ends when the task is to end, however little it likes it (R9). */
@Tag("U5")
class CommandEndTest {

    @TempDir
    Path directory;

    private Bench bench(String line, long timeoutMs) throws WorkerStartException {
        return new Bench(
                directory,
                QueueExecution.of(Bench.QUEUE, 2, new Handler.OfCommand<>(line)).within(timeoutMs, 1_000));
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    @Test
    @Tag("F1")
    void theEndOfTheLeaseEndsTheCommandAndItsChildren() throws Exception {
        try (Bench bench = bench("sleep 1000 & echo $! > " + file("child") + "; wait", 0)) {
            bench.leaseFor(60_000).submit(1, "");
            long child = Processes.pid(file("child"));
            bench.leaseFor(300);
            assertThat(bench.endingOf(1)).isEqualTo(Ending.STOPPED);
            assertThat(Processes.isAlive(child)).isFalse();
        }
    }

    @Test
    void aGroupThatIgnoresTheRequestIsKilledWithinTheMargin() throws Exception {
        try (Bench bench = bench("trap '' TERM; echo $$ > " + file("pid") + "; while :; do sleep 1000; done", 0)) {
            bench.leaseFor(60_000).submit(1, "");
            long pid = Processes.pid(file("pid"));
            bench.cancel(1);
            assertThat(bench.endingOf(1)).isEqualTo(Ending.STOPPED);
            assertThat(Processes.isAlive(pid)).isFalse();
        }
    }

    @Test
    void exitZeroAfterTheRequestToEndIsNotBelieved() throws Exception {
        try (Bench bench =
                bench("trap 'exit 0' TERM; echo $$ > " + file("pid") + "; while :; do sleep 0.05; done", 0)) {
            bench.leaseFor(60_000).submit(1, "");
            Processes.pid(file("pid"));
            bench.cancel(1);
            assertThat(bench.endingOf(1)).isEqualTo(Ending.STOPPED);
        }
    }

    @Test
    void aCommandMayTidyUpWhenItIsToldToEnd() throws Exception {
        try (Bench bench = bench(
                "trap 'echo tidy > " + file("tidy") + "; exit 1' TERM; echo $$ > " + file("pid")
                        + "; while :; do sleep 0.05; done",
                0)) {
            bench.leaseFor(60_000).submit(1, "");
            Processes.pid(file("pid"));
            bench.cancel(1);
            assertThat(bench.endingOf(1)).isEqualTo(Ending.STOPPED);
            assertThat(file("tidy")).hasContent("tidy");
        }
    }

    @Test
    void aCommandThatTakesTooLongHasFailed() throws Exception {
        try (Bench bench = bench("sleep 1000", 100)) {
            bench.leaseFor(60_000).submit(1, "");
            assertThat(bench.endingOf(1)).isEqualTo(Ending.FAILED);
            assertThat(bench.adapter.maybeFailure(Bench.PARTITION, 1)).isEqualTo("timeout after 100 ms");
        }
    }

    @Test
    void aRenewedLeaseReachesTheGuard() throws Exception {
        try (Bench bench =
                bench("echo $$ > " + file("pid") + "; while [ ! -e " + file("go") + " ]; do sleep 0.05; done", 0)) {
            long firstEndMs = Bench.nowMs() + 3_000;
            bench.leaseFor(3_000).submit(1, "");
            Processes.pid(file("pid"));
            bench.leaseFor(60_000);
            soon().until(() -> Bench.nowMs() > firstEndMs + 700);
            Files.createFile(file("go"));
            assertThat(bench.endingOf(1)).isEqualTo(Ending.SUCCESS);
        }
    }

    @Test
    void aGuardThatIsKilledTakesItsGroupWithItAndNobodyKnowsTheOutcome() throws Exception {
        try (Bench bench =
                bench("echo $PPID > " + file("guard") + "; echo $$ > " + file("pid") + "; exec sleep 1000", 0)) {
            bench.leaseFor(60_000).submit(1, "");
            long pid = Processes.pid(file("pid"));
            Processes.signal("KILL", Processes.pid(file("guard")));
            assertThat(bench.endingOf(1)).isEqualTo(Ending.STOPPED);
            assertThat(Processes.isAlive(pid)).isFalse();
        }
    }

    @Test
    void aGuardThatIsStoppedIsKilledWithItsGroup() throws Exception {
        try (Bench bench =
                bench("echo $PPID > " + file("guard") + "; echo $$ > " + file("pid") + "; exec sleep 1000", 0)) {
            bench.leaseFor(60_000).submit(1, "");
            long pid = Processes.pid(file("pid"));
            Processes.signal("STOP", Processes.pid(file("guard")));
            bench.cancel(1);
            assertThat(bench.endingOf(1)).isEqualTo(Ending.STOPPED);
            assertThat(Processes.isAlive(pid)).isFalse();
        }
    }

    @Test
    void closingTheNodeEndsItsCommands() throws Exception {
        Bench bench = bench("echo $$ > " + file("pid") + "; exec sleep 1000", 0);
        bench.leaseFor(60_000).submit(1, "");
        long pid = Processes.pid(file("pid"));
        bench.close();
        assertThat(Processes.isAlive(pid)).isFalse();
        assertThat(bench.endings()).containsEntry(1L, Ending.STOPPED);
    }
}

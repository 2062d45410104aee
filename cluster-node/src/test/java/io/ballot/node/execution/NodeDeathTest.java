package io.ballot.node.execution;

import static io.ballot.node.execution.Bench.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command never outlives its node by more than the lease margin, whatever befalls the node's process (R9). */
@Tag("F3")
@Tag("U5")
class NodeDeathTest {

    @TempDir
    Path directory;

    private Process node;

    @AfterEach
    void endTheNode() throws InterruptedException {
        node.destroyForcibly().waitFor();
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private String line() {
        return "sleep 1000 & echo $! > " + file("child") + "; echo $PPID > " + file("guard") + "; echo $$ > "
                + file("pid") + "; wait";
    }

    @Test
    void aKilledNodeTakesItsCommandsWithIt() throws Exception {
        node = NodeInAProcess.start(directory, line(), 600_000);
        long pid = Processes.pid(file("pid"));
        long child = Processes.pid(file("child"));
        assertThat(Processes.isAlive(child)).isTrue();
        node.destroyForcibly().waitFor();
        soon().until(() -> !Processes.isAlive(pid) && !Processes.isAlive(child));
    }

    @Test
    void aStoppedNodesCommandsEndWithTheLeaseLastTold() throws Exception {
        node = NodeInAProcess.start(directory, line(), 5_000);
        long pid = Processes.pid(file("pid"));
        long child = Processes.pid(file("child"));
        Processes.signal("STOP", node.pid());
        soon().until(() -> !Processes.isAlive(pid) && !Processes.isAlive(child));
        assertThat(node.isAlive()).isTrue();
        Processes.signal("CONT", node.pid());
    }

    @Test
    void theNextLifeEndsWhatAnEarlierOneLeftTogetherWithItsGuards() throws Exception {
        node = NodeInAProcess.start(directory, line(), 600_000);
        long pid = Processes.pid(file("pid"));
        long child = Processes.pid(file("child"));
        // The node, the guard and the guard's watch all at once, as when the machine's supervisor kills a whole
        // service.
        long guard = Processes.pid(file("guard"));
        for (ProcessHandle watch :
                ProcessHandle.of(guard).orElseThrow().children().toList()) {
            if (watch.pid() != pid) {
                Processes.signal("KILL", watch.pid());
            }
        }
        Processes.signal("STOP", node.pid());
        Processes.signal("KILL", guard);
        node.destroyForcibly().waitFor();
        assertThat(Processes.isAlive(child)).isTrue();

        // Even when only a child of the recorded process is left.
        Processes.signal("KILL", pid);
        soon().until(() -> !Processes.isAlive(pid));
        assertThat(Processes.isAlive(child)).isTrue();

        new Bench(directory, QueueExecution.of(Bench.QUEUE, 1, new Handler.OfCommand<>("true"))).close();
        assertThat(Processes.isAlive(child)).isFalse();
        assertThat(file("commands")).isEmptyDirectory();
    }

    @Test
    void aLaterProcessWithTheSameNumberIsLeftAlone() throws Exception {
        node = new ProcessBuilder("sleep", "1000").start();
        Path commands = Files.createDirectories(file("commands"));
        String boot = ProcessGroups.currentBootId();
        Files.writeString(commands.resolve("1.group"), "group " + node.pid() + " 1 " + boot + "\n");
        Files.writeString(commands.resolve("1.task"), "task-1");
        Files.writeString(commands.resolve("2.group"), "group 12");
        new Bench(directory, QueueExecution.of(Bench.QUEUE, 1, new Handler.OfCommand<>("true"))).close();
        assertThat(node.isAlive()).isTrue();
        assertThat(commands).isEmptyDirectory();
    }
}

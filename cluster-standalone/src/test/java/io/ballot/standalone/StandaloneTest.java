package io.ballot.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user meets it: it starts, says where everything is, and takes everything with it when it goes. */
@Tag("U1")
class StandaloneTest {
    private static final int END_SECONDS = 30;

    @TempDir
    Path home;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() throws IOException {
        List<ProcessHandle> left = Files.exists(clusterFile()) ? children() : List.of();
        started.forEach(Process::destroyForcibly);
        left.forEach(ProcessHandle::destroyForcibly);
        left.forEach(child -> child.onExit().join());
    }

    @Test
    void takesAllItsProcessesWithItWhenItIsTerminated() throws Exception {
        Process standalone = start();
        awaitWelcome(standalone);
        List<ProcessHandle> children = children();
        assertThat(children).hasSize(3).allMatch(ProcessHandle::isAlive);

        standalone.destroy();

        assertThat(standalone.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(standalone.exitValue()).isZero();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(clusterFile()).doesNotExist();
    }

    @Test
    void leavesNobodyBehindWhenItIsKilledAndStartsAgainAfterwards() throws Exception {
        Process killed = start();
        awaitWelcome(killed);
        List<ProcessHandle> children = children();

        killed.destroyForcibly();

        await().atMost(Duration.ofSeconds(END_SECONDS))
                .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(clusterFile()).exists();

        awaitWelcome(start());
        assertThat(children()).hasSize(3).allMatch(ProcessHandle::isAlive);
    }

    @Test
    void letsTheTerminalsCtrlCReachItselfButNotItsChildren() throws Exception {
        Process standalone = start();
        awaitWelcome(standalone);
        List<ProcessHandle> children = children();
        for (ProcessHandle child : children) {
            interrupt(child.pid());
        }
        assertThat(children).allMatch(ProcessHandle::isAlive);

        interrupt(standalone.pid());

        assertThat(standalone.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(home.resolve("var/standalone/lives"))).endsWith("n1 ends", "n2 ends");
    }

    @Test
    void endsWithTheExitCodeOfAWrongConfiguration() throws Exception {
        Process standalone = start("--set", "fail=2");

        assertThat(standalone.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(standalone.exitValue()).isEqualTo(2);
    }

    private static void interrupt(long pid) throws Exception {
        assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -INT " + pid)
                        .start()
                        .waitFor())
                .isZero();
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dballot.home=" + home,
                "-Dballot.classpath=" + System.getProperty("java.class.path"),
                "-Dballot.node.main=" + StandInNode.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                Standalone.class.getName(),
                "--nodes",
                "2"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        return process;
    }

    private static void awaitWelcome(Process standalone) throws IOException {
        BufferedReader stdout = standalone.inputReader();
        String line = stdout.readLine();
        while (line != null && !line.startsWith("Ctrl-C")) {
            line = stdout.readLine();
        }
        assertThat(line).as("the last line of the welcome").isNotNull();
    }

    private Path clusterFile() {
        return home.resolve("var/standalone").resolve(ClusterFile.NAME);
    }

    /** The servers and the nodes, by what the command itself says about them. */
    private List<ProcessHandle> children() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(clusterFile())) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .filter(key -> key.endsWith(".pid"))
                .map(key -> ProcessHandle.of(Long.parseLong(properties.getProperty(key))))
                .flatMap(Optional::stream)
                .toList();
    }
}

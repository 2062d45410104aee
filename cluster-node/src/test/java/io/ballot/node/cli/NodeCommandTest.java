package io.ballot.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.node.config.NodeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("U1")
final class NodeCommandTest {

    @TempDir
    private Path home;

    private final List<NodeConfig> ran = new ArrayList<>();
    private Terminal terminal;

    @BeforeEach
    void sitDown() {
        terminal = new Terminal(home);
    }

    private Terminal.Ran run(String... args) {
        return terminal.node(
                (config, exitOnStdinClose) -> {
                    ran.add(config);
                    return exitOnStdinClose ? 7 : 8;
                },
                args);
    }

    @Test
    void runHandsTheConfigurationOverAndEndsAsTheNodeDid() {
        assertThat(run("run", "--node-id", "n7", "--set", "lease.ms=20000").exitCode())
                .isEqualTo(8);
        assertThat(run("run", "--exit-on-stdin-close").exitCode()).isEqualTo(7);

        assertThat(ran.get(0).nodeId()).isEqualTo("n7");
        assertThat(ran.get(0).lease().leaseMs()).isEqualTo(20_000);
    }

    @Test
    void aWrongConfigurationIsListedAndNothingRuns() throws Exception {
        Path file = Files.writeString(home.resolve("my.properties"), "queues=mails\nlease.mss=1\n");

        Terminal.Ran wrong = run("run", "--config", file.toString());

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("my.properties:2").contains("my.properties:1");
        assertThat(ran).isEmpty();
        assertThat(run("start", "--config", file.toString()).exitCode()).isEqualTo(2);
        assertThat(run("run", "--config", home.resolve("none").toString()).err())
                .contains("no such file");
    }

    @Test
    void theConfigurationIsCheckedShownAndDocumented() {
        assertThat(run("config", "check", "--node-id", "n7").out())
                .startsWith("ok: ")
                .contains("node n7");
        Terminal.Ran shown = run("config", "show", "--set", "kafka.ssl.key.password=geheim");
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).contains("[hidden]").doesNotContain("geheim");
        assertThat(run("config", "docs").out()).startsWith("# Configuration");
        assertThat(run("config").exitCode()).isEqualTo(2);
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheKnownOnes() {
        Terminal.Ran wrong = run("dance");

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err())
                .startsWith("there is no command 'dance'; there are: run, start, stop, restart, status, logs");
        assertThat(run().err()).contains("which command?").contains("standalone");
        assertThat(run("version").out()).startsWith("ballot ");
        assertThat(run("help").out()).contains("standalone");
    }

    @Test
    void statusTellsRunningDeadAndNotRunningApart() throws Exception {
        assertThat(run("status", "--node-id", "n7").exitCode()).isEqualTo(3);
        PidFile file = new PidFile(home.resolve("var/run/n7.pid"));

        file.write(ProcessHandle.current());
        Terminal.Ran running = run("status", "--node-id", "n7", "--set", "admin.port=1");
        assertThat(running.exitCode()).isZero();
        assertThat(running.out())
                .startsWith("node n7 runs, pid " + ProcessHandle.current().pid());

        Process gone = new ProcessBuilder("/bin/sh", "-c", "read line").start();
        file.write(gone.toHandle());
        gone.getOutputStream().close();
        gone.waitFor();
        assertThat(run("status", "--node-id", "n7").exitCode()).isEqualTo(1);

        assertThat(run("stop", "--node-id", "n7").out()).contains("does not run");
        assertThat(run("status", "--node-id", "n7").exitCode()).isEqualTo(3);
    }

    /** Process ids are used again: a process that was started at another time is another one. */
    @Test
    void aStrangersProcessOfTheSameIdIsNotTheNode() throws Exception {
        Files.createDirectories(home.resolve("var/run"));
        Files.writeString(
                home.resolve("var/run/n7.pid"), ProcessHandle.current().pid() + "\n2001-01-01T00:00:00Z\n");

        assertThat(run("status", "--node-id", "n7").exitCode()).isEqualTo(1);
    }

    @Test
    void aRunningNodeIsNotStartedTwice() throws Exception {
        new PidFile(home.resolve("var/run/n7.pid")).write(ProcessHandle.current());

        Terminal.Ran second = run("start", "--node-id", "n7");

        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err())
                .contains("runs already, pid " + ProcessHandle.current().pid());
    }

    @Test
    void logsShowsTheLastLines() throws Exception {
        assertThat(run("logs", "--node-id", "n7").exitCode()).isEqualTo(3);
        Files.createDirectories(home.resolve("var/log"));
        Files.writeString(home.resolve("var/log/n7.log"), "one\ntwo\nthree\n");

        assertThat(run("logs", "--node-id", "n7", "-n", "2").out()).isEqualTo("two\nthree\n");
    }
}

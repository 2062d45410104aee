package io.ballot.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("U3")
final class WrongUseTest {

    @TempDir
    private Path home;

    private Terminal.Ran run(String line) {
        return new Terminal(home).cluster(line.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pause mails", "drain n1", "leader transfer n2", "cancel mails 1", "replay mails", "resume q"})
    void aCommandThatIsNotThereYetIsNotOfferedAtAll(String line) {
        Terminal.Ran ran = run(line);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isNotBlank();
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheKnownOnes() {
        assertThat(run("stauts").err())
                .startsWith("there is no command 'stauts'; there are: status, nodes, leader, queues, lag, ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "status --output=xml",
                "explain mails",
                "submit",
                "submit mails --wait",
                "submit mails --count 0",
                "parked list",
                "parked run mails",
                "parked run mails a --all",
                "parked replay mails a",
                "dlq run mails a",
                "tasks mails --state sleeping",
                "status --command-config /does/not/exist",
                "status --token-file /does/not/exist",
                "events --follow -o json"
            })
    void wrongUseIsExitCodeTwoAndSaysWhy(String line) {
        Terminal.Ran ran = run(line + " --timeout 1 --zookeeper 127.0.0.1:1");

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(line.equals("explain mails") ? 1 : 2);
        assertThat(ran.err()).isNotBlank();
    }

    @Test
    void aWrongConfigurationIsListedWithFileAndLine() throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/node.properties"), "lease.ms=soon\n");

        Terminal.Ran ran = run("status");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("node.properties:1").contains("lease.ms");
    }

    @Test
    void anUnreachableZooKeeperIsOneLineWithinTheTimeout() throws IOException {
        long before = System.nanoTime();

        Terminal.Ran ran = run("status --timeout 1 --zookeeper 127.0.0.1:" + freePort());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).hasLineCount(1).contains("cannot reach ZooKeeper at 127.0.0.1:");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aMonitorIsToldThatNothingCanBeToldInOneLine() throws IOException {
        Terminal.Ran ran = run("check --timeout 1 --zookeeper 127.0.0.1:" + freePort());

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).hasLineCount(1).startsWith("BALLOT UNKNOWN - cannot reach ZooKeeper");
    }

    @Test
    void aNodeThatDoesNotAnswerIsAFailure() throws IOException {
        Terminal.Ran ran = run("nodes --timeout 1 --admin http://127.0.0.1:" + freePort());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("connection refused");
    }

    @Test
    void helpNamesEveryCommand() {
        Terminal.Ran ran = run("help");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("status", "explain", "parked", "dlq", "forget", "check");
        assertThat(run("help explain").out()).contains("TASK-ID");
        assertThat(run("explain --help").out()).isEqualTo(run("help explain").out());
        assertThat(run("version").out()).startsWith("ballot ");
    }

    @Test
    void watchTakesItsSecondsOnlyWhenTheyAreAttached() {
        assertThat(run("--watch stauts").err()).startsWith("there is no command 'stauts'");
        assertThat(run("--watch=soon status").exitCode()).isEqualTo(2);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

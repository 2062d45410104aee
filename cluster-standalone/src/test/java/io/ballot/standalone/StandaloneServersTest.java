package io.ballot.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers' process says when it is ready, stops when it is told to, and never outlives whoever started it. */
@Tag("U1")
class StandaloneServersTest {
    private static final Pattern READY =
            Pattern.compile("READY zookeeper=127\\.0\\.0\\.1:(\\d+) kafka=127\\.0\\.0\\.1:(\\d+)");
    private static final int END_SECONDS = 20;

    @TempDir
    Path data;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() {
        started.forEach(process -> process.destroyForcibly().onExit().join());
    }

    @Test
    void endsWithItsStandardInputAndStartsAgainWithTheSamePortsAndData() throws Exception {
        Process first = startServers("--exit-on-stdin-close");
        Matcher ready = readyOf(first);
        Records records = new Records("127.0.0.1:" + ready.group(2));
        records.createTopic("tasks");
        records.produce("tasks", List.of("a"));

        first.getOutputStream().close();
        assertThat(first.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isZero();
        assertNothingListens(ready);

        Matcher again = readyOf(startServers("--exit-on-stdin-close"));
        assertThat(again.group()).isEqualTo(ready.group());
        assertThat(records.consume("tasks", "group", 1)).containsExactly("a");
    }

    @Test
    void stopsOnSigtermAndRecoversFromSigkill() throws Exception {
        Process terminated = startServers();
        Matcher ready = readyOf(terminated);
        Records records = new Records("127.0.0.1:" + ready.group(2));
        records.createTopic("tasks");
        terminated.destroy();
        assertThat(terminated.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertNothingListens(ready);

        Process killed = startServers();
        readyOf(killed);
        records.produce("tasks", List.of("a"));
        // A commit is answered before its marker is in the log; what is killed between the two writes it late after its
        // start.
        assertThat(records.consume("tasks", "before", 1)).containsExactly("a");
        killed.destroyForcibly();
        assertThat(killed.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();

        readyOf(startServers());
        assertThat(records.consume("tasks", "group", 1)).containsExactly("a");
    }

    @Test
    void refusesAWrongCommandLineWithOneLine() throws Exception {
        Process wrong = startServers("--nonsense");

        assertThat(wrong.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong.exitValue()).isEqualTo(2);
    }

    private Process startServers(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=io/ballot/standalone/servers-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                StandaloneServers.class.getName(),
                "--data",
                data.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        return process;
    }

    private static Matcher readyOf(Process process) throws IOException {
        BufferedReader stdout = process.inputReader();
        String line = stdout.readLine();
        assertThat(line).isNotNull();
        Matcher ready = READY.matcher(line);
        assertThat(ready.matches()).as(line).isTrue();
        return ready;
    }

    private static void assertNothingListens(Matcher ready) throws IOException {
        for (int server = 1; server <= 2; server++) {
            try (Socket socket = new Socket()) {
                InetSocketAddress address = new InetSocketAddress("127.0.0.1", Integer.parseInt(ready.group(server)));
                assertThat(connects(socket, address)).as("%s", address).isFalse();
            }
        }
    }

    private static boolean connects(Socket socket, InetSocketAddress address) {
        try {
            socket.connect(address, 1_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}

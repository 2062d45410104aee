package io.ballot.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The embedded ZooKeeper and Kafka in their own process, started by this one and ending with it. */
public final class ServersProcess implements AutoCloseable {
    /** Kafka waits for the session of a killed predecessor, about 5 s; the rest is for a busy machine. */
    private static final long START_MS = 90_000;

    private static final long STOP_MS = 30_000;

    private static final Pattern READY = Pattern.compile("READY zookeeper=(\\S+) kafka=(\\S+)");
    /**
     * The first compiler alone halves the processor time of a start, which counts for more here than the broker's
     * peak.
     */
    private static final List<String> SMALL_AND_QUIET = List.of(
            "-Xms64m",
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Dlogback.configurationFile=io/ballot/standalone/servers-logback.xml");

    private final ChildProcess child;
    private final String zooKeeperConnect;
    private final String kafkaBootstrapServers;

    private ServersProcess(ChildProcess child, Matcher ready) {
        this.child = child;
        this.zooKeeperConnect = ready.group(1);
        this.kafkaBootstrapServers = ready.group(2);
    }

    /**
     * Starts both and returns when they serve.
     *
     * @param data where they keep everything
     * @param logFile what they print
     * @param jvmOptions in addition to those that keep it small, and winning over them
     * @param options further options of {@link StandaloneServers}
     * @throws IOException if they do not come up; one line for the user
     */
    static ServersProcess start(Path data, Path logFile, List<String> jvmOptions, List<String> options)
            throws IOException, InterruptedException {
        List<String> allJvmOptions = new ArrayList<>(SMALL_AND_QUIET);
        allJvmOptions.addAll(jvmOptions);
        List<String> arguments = new ArrayList<>(List.of("--data", data.toString(), "--exit-on-stdin-close"));
        arguments.addAll(options);
        JavaCommand command = new JavaCommand(
                "servers",
                allJvmOptions,
                System.getProperty("java.class.path"),
                StandaloneServers.class.getName(),
                arguments);
        ChildProcess child =
                ChildProcess.start(command, logFile, line -> READY.matcher(line).matches());
        try {
            Matcher ready = READY.matcher(child.awaitReady(START_MS));
            if (!ready.matches()) {
                throw new IllegalStateException("recognised as ready and yet not: " + ready);
            }
            return new ServersProcess(child, ready);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            child.kill();
            throw failed;
        }
    }

    static List<String> optionsOf(int tickMs, Map<String, String> kafkaSettings) {
        List<String> options = new ArrayList<>(List.of("--tick-ms", Integer.toString(tickMs)));
        kafkaSettings.forEach((name, value) -> options.addAll(List.of("--kafka-setting", name + "=" + value)));
        return options;
    }

    /** {@code HOST:PORT}, as {@code zookeeper.connect} takes it. */
    public String zooKeeperConnect() {
        return zooKeeperConnect;
    }

    /** {@code HOST:PORT}, as {@code kafka.bootstrap.servers} takes it. */
    public String kafkaBootstrapServers() {
        return kafkaBootstrapServers;
    }

    public long pid() {
        return child.pid();
    }

    public boolean isAlive() {
        return child.isAlive();
    }

    /** SIGSTOP: neither server answers, and neither is gone. */
    public void pause() throws IOException, InterruptedException {
        child.signal("STOP");
    }

    /** SIGCONT: the end of {@link #pause()}. */
    public void resume() throws IOException, InterruptedException {
        child.signal("CONT");
    }

    /** SIGKILL of both at once. */
    public void kill() throws InterruptedException {
        child.kill();
    }

    void onExit(Runnable action) {
        child.onExit(action);
    }

    /** Stops both in order. */
    void stop() throws InterruptedException {
        child.stop(STOP_MS);
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException interrupted) {
            // They see the end of their standard input when this process ends.
            Thread.currentThread().interrupt();
        }
    }
}

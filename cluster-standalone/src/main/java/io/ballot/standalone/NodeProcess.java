package io.ballot.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * One node of a {@link StandaloneCluster}, a process of its own.
 *
 * <p>Faults worth trying are faults of processes; here is a method for each. To start a node again after it is gone,
 * ask the cluster for a node of the same name: it has the same ports and the same data.
 */
public final class NodeProcess {
    private final String name;
    private final ChildProcess child;
    private final URI admin;
    private final String transport;
    private final Path data;
    private final long stopMs;
    private volatile boolean expectedToEnd;

    NodeProcess(String name, ChildProcess child, URI admin, String transport, Path data, long stopMs) {
        this.name = name;
        this.child = child;
        this.admin = admin;
        this.transport = transport;
        this.data = data;
        this.stopMs = stopMs;
    }

    /** Its {@code node.id}. */
    public String name() {
        return name;
    }

    public long pid() {
        return child.pid();
    }

    public boolean isAlive() {
        return child.isAlive();
    }

    /** Its admin HTTP, {@code http://127.0.0.1:PORT}. */
    public URI admin() {
        return admin;
    }

    /** Where the other nodes reach it, {@code 127.0.0.1:PORT}. */
    public String transport() {
        return transport;
    }

    /** Its {@code data.dir}. */
    public Path data() {
        return data;
    }

    /** What it prints, both streams. */
    public Path logFile() {
        return child.logFile();
    }

    /** Its exit code, 128 + n after signal n; empty while it runs. */
    public OptionalInt exitCode() {
        return child.exitCode();
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() throws InterruptedException {
        expectedToEnd = true;
        child.kill();
    }

    /**
     */
    public boolean stop() throws InterruptedException {
        expectedToEnd = true;
        return child.stop(stopMs);
    }

    /** SIGSTOP: it does nothing from now on, and does not know it. */
    public void pause() throws IOException, InterruptedException {
        child.signal("STOP");
    }

    /** SIGCONT: the end of {@link #pause()}. */
    public void resume() throws IOException, InterruptedException {
        child.signal("CONT");
    }

    void awaitConsuming(long timeoutMs) throws IOException, InterruptedException {
        child.awaitReady(timeoutMs);
    }

    /**
     * Whether its end is no news: somebody asked for it here, or it never consumed and whoever waits for that is
     * told.
     */
    boolean expectedToEnd() {
        return expectedToEnd || !child.wasReady();
    }

    void onExit(Runnable action) {
        child.onExit(action);
    }
}

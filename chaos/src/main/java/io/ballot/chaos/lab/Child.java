package io.ballot.chaos.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A process on a host, deaf to the terminal's Ctrl-C, so that the laboratory alone decides when it ends.
 *
 * <p>Its standard input stays open and unused: it ends with this process, which is how the child knows.
 */
final class Child {

    private static final String DEAF_TO_THE_TERMINAL = "trap '' INT HUP; exec \"$@\"";

    private final String name;
    private final Process process;
    private final Path logFile;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private Child(String name, Process process, Path logFile) {
        this.name = name;
        this.process = process;
        this.logFile = logFile;
    }

    /**
     * Starts it; returns at once.
     *
     * @param environment what is added to this process's
     * @param logFile what it prints is added there
     * @param isReady recognises the line of its standard output that says it is ready
     */
    static Child start(
            Host host,
            String name,
            List<String> command,
            Map<String, String> environment,
            Path logFile,
            Predicate<String> isReady)
            throws IOException {
        Files.createDirectories(logFile.toAbsolutePath().getParent());
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", DEAF_TO_THE_TERMINAL, "sh"));
        line.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(host.inside(line)).redirectError(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("BALLOT_"));
        builder.environment().putAll(environment);
        Child child = new Child(name, builder.start(), logFile);
        Thread pump = new Thread(() -> child.pump(isReady), name + "-output");
        pump.setDaemon(true);
        pump.start();
        return child;
    }

    private void pump(Predicate<String> isReady) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter file = new PrintWriter(
                        Files.newBufferedWriter(logFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND), true)) {
            String line = lines.readLine();
            while (line != null) {
                file.println(line);
                if (isReady.test(line)) {
                    ready.complete(line);
                }
                line = lines.readLine();
            }
        } catch (IOException closed) {
            ready.completeExceptionally(closed);
        }
        process.onExit()
                .thenRun(() -> ready.completeExceptionally(
                        new IOException(name + " ended with exit code " + process.exitValue() + ", see " + logFile)));
    }

    /** @throws IOException if it ends before it is ready, or is not in time */
    void awaitReady(long timeoutMs) throws IOException, InterruptedException {
        try {
            ready.get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (ExecutionException ended) {
            Throwable cause = ended.getCause();
            throw cause instanceof IOException io ? io : new IOException(ended);
        } catch (TimeoutException late) {
            throw new IOException(name + " was not ready within " + timeoutMs + " ms, see " + logFile, late);
        }
    }

    boolean isReady() {
        return ready.isDone() && !ready.isCompletedExceptionally();
    }

    long pid() {
        return process.pid();
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** 128 + n after signal n. */
    int exitCode() {
        return process.exitValue();
    }

    /** SIGKILL; returns when it is gone. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM, and SIGKILL when it is late; returns whether it went by itself. */
    boolean stop(long timeoutMs) throws InterruptedException {
        process.toHandle().destroy();
        if (process.waitFor(timeoutMs, TimeUnit.MILLISECONDS)) {
            return true;
        }
        kill();
        return false;
    }

    /** Any other signal, by its name. */
    void signal(String signal) throws IOException, InterruptedException {
        Shell.run("/bin/sh", "-c", "kill -" + signal + " " + pid());
    }

    void onExit(Runnable action) {
        process.onExit().thenRun(action);
    }
}

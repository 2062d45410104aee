package io.ballot.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child process that tells us with one line of its standard output that it is ready.
 *
 * <p>Everything it prints goes to its log file. Its standard input stays open and unused: it closes when this process
 * ends, however it ends, which is how the child knows ({@code --exit-on-stdin-close}).
 */
final class ChildProcess {
    private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);

    private final String name;
    private final Process process;
    private final LogFile logFile;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private ChildProcess(String name, Process process, LogFile logFile) {
        this.name = name;
        this.process = process;
        this.logFile = logFile;
    }

    /**
     * Starts it; returns at once.
     *
     * @param isReady recognises the line that says it is ready
     * @throws IOException if the command or the log file cannot be opened
     */
    static ChildProcess start(JavaCommand command, Path logFile, Predicate<String> isReady) throws IOException {
        LogFile log = LogFile.open(logFile);
        Process process = new ProcessBuilder(command.line())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.path().toFile()))
                .start();
        ChildProcess child = new ChildProcess(command.name(), process, log);
        Thread pump = new Thread(() -> child.pump(isReady), command.name() + "-output");
        pump.setDaemon(true);
        pump.start();
        return child;
    }

    private void pump(Predicate<String> isReady) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter file = new PrintWriter(
                        Files.newBufferedWriter(logFile.path(), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        true)) {
            String line = lines.readLine();
            while (line != null) {
                file.println(line);
                if (isReady.test(line)) {
                    ready.complete(line);
                }
                line = lines.readLine();
            }
        } catch (IOException failed) {
            log.warn("the output of {} is no longer kept in {}: {}", name, logFile.path(), failed.toString());
        }
        process.onExit().thenRun(() -> ready.completeExceptionally(new IOException(lastWords())));
    }

    private String lastWords() {
        return name + " ended with exit code " + process.exitValue()
                + logFile.lastLine().map(line -> ": " + line).orElse("") + " (log: " + logFile.path() + ")";
    }

    /**
     * Waits for the line that says it is ready, and returns it.
     *
     * @throws IOException if it ends before, or does not say so within {@code timeoutMs}; the message is one line for
     *     the user
     */
    String awaitReady(long timeoutMs) throws IOException, InterruptedException {
        try {
            return ready.get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (ExecutionException ended) {
            Throwable cause = ended.getCause();
            throw cause instanceof IOException io ? io : new IOException(cause);
        } catch (TimeoutException late) {
            throw new IOException(
                    name + " was not ready within " + TimeUnit.MILLISECONDS.toSeconds(timeoutMs) + " s (log: "
                            + logFile.path() + ")",
                    late);
        }
    }

    /** SIGTERM, then wait; SIGKILL after {@code timeoutMs}. Returns whether it went by itself. */
    boolean stop(long timeoutMs) throws InterruptedException {
        // Through its handle: Process.destroy() would also close its streams, and its last words would be lost.
        process.toHandle().destroy();
        if (process.waitFor(timeoutMs, TimeUnit.MILLISECONDS)) {
            return true;
        }
        log.warn("{} did not stop within {} ms and is killed", name, timeoutMs);
        kill();
        return false;
    }

    /** SIGKILL, then wait for the kernel to have taken it away. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Sends a signal by its name, {@code STOP} or {@code CONT}, which Java itself cannot. */
    void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(List.of("/bin/sh", "-c", "kill -" + signal + " " + pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("cannot send SIG" + signal + " to " + name + ", pid " + pid());
        }
    }

    /** Whether it ever said so. */
    boolean wasReady() {
        return ready.isDone() && !ready.isCompletedExceptionally();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** The exit code, 128 + n after signal n; empty while it runs. */
    OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    Path logFile() {
        return logFile.path();
    }

    /** Runs {@code action} when it is gone. */
    void onExit(Runnable action) {
        process.onExit().thenRun(action);
    }
}

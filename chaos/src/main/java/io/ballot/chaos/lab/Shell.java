package io.ballot.chaos.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the small commands of the operating system that Java has no call for.
 *
 * <p>What they print is read beside the wait for their end: one that hangs has not closed its output either.
 */
final class Shell {

    /** They take milliseconds; on a busy machine a second. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Shell() {}

    /** Returns what it printed. @throws IOException if it fails, with what it said */
    static String run(List<String> command) throws IOException, InterruptedException {
        return run(command, LIMIT);
    }

    /** @throws IOException also if it has not ended by then; what it has started is ended with it */
    static String run(List<String> command, Duration limit) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            long startNs = System.nanoTime();
            String said =
                    output(process).get(limit.toNanos(), TimeUnit.NANOSECONDS).strip();
            if (!process.waitFor(limit.toNanos() - (System.nanoTime() - startNs), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": exit code " + process.exitValue() + ": " + said);
            }
            return said;
        } catch (TimeoutException hangs) {
            throw new IOException(String.join(" ", command) + ": no end after " + limit, hangs);
        } catch (ExecutionException unread) {
            throw new IOException(String.join(" ", command) + ": cannot be read", unread.getCause());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static CompletableFuture<String> output(Process process) {
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        byte[] all = process.getInputStream().readAllBytes();
                        output.complete(new String(all, StandardCharsets.UTF_8));
                    } catch (IOException failed) {
                        output.completeExceptionally(failed);
                    }
                },
                "shell-output");
        reader.setDaemon(true);
        reader.start();
        return output;
    }

    static String run(String... command) throws IOException, InterruptedException {
        return run(List.of(command));
    }

    /** Whether the command runs and succeeds. */
    static boolean succeeds(String... command) throws InterruptedException {
        try {
            run(command);
            return true;
        } catch (IOException no) {
            // That is the answer.
            return false;
        }
    }
}

package io.ballot.node.execution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Starts commands under their guards and keeps the guards informed of the lease.
 *
 * <p>A payload goes to a file that becomes the command's standard input, not through a pipe: nobody has to feed a command
 * that does not read. All files lie in a directory of the node's own, private to its user, and live as long as the command.
 */
final class CommandLauncher {

    private static final int ERRORS_MAX_BYTES = 4 * 1024;
    private static final String GUARD = readGuard();

    private final Path directory;
    private final LeaseGate gate;
    private final Executor readers;
    private final long graceMs;
    private final AtomicLong sequence = new AtomicLong();
    private final Set<CommandProcess> live = ConcurrentHashMap.newKeySet();

    /** @param leaseMarginMs SIGKILL follows SIGTERM after half of it, so that all is over within it */
    CommandLauncher(Path directory, LeaseGate gate, Executor readers, long leaseMarginMs) {
        this.directory = directory;
        this.gate = gate;
        this.readers = readers;
        graceMs = leaseMarginMs / 2;
    }

    /** Makes the directory and ends what an earlier life left in it; before the node tells anybody that it lives (R9). */
    void open() throws WorkerStartException {
        try {
            Files.createDirectories(directory);
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            new Leftovers(directory, graceMs).end();
        } catch (IOException | UncheckedIOException e) {
            throw new WorkerStartException(
                    "the directory for commands, " + directory + ", cannot be used: " + Plugins.oneLine(e), e);
        }
    }

    /**
     * Runs a command to its end; an interrupt of the calling thread ends it.
     *
     * @param variables of the task; its id is noted beside the process group, by which a later life recognizes what is left
     *     of it
     * @return its end; {@link CommandOutcome#stopped} also when the lease ended first
     * @throws TaskRunner.NotBegunException there was no lease to begin under
     * @throws IOException it could not be started
     */
    CommandOutcome run(String line, byte[] payload, Map<String, String> variables, int outputMaxBytes)
            throws IOException, TaskRunner.NotBegunException {
        long number = sequence.incrementAndGet();
        Path input = directory.resolve(number + ".in");
        Path recordFile = directory.resolve(number + ".group");
        Path idFile = directory.resolve(number + ".task");
        try {
            Files.write(input, payload, StandardOpenOption.CREATE_NEW);
            Files.writeString(
                    idFile, variables.getOrDefault(CommandEnvironment.TASK_ID, ""), StandardOpenOption.CREATE_NEW);
            CommandProcess process = start(line, input, recordFile, variables, outputMaxBytes);
            live.add(process);
            try {
                process.tellLease(Math.max(1, gate.remainingMs()));
                return process.await();
            } finally {
                live.remove(process);
            }
        } finally {
            Files.deleteIfExists(input);
            Files.deleteIfExists(recordFile);
            Files.deleteIfExists(idFile);
        }
    }

    private CommandProcess start(
            String line, Path input, Path recordFile, Map<String, String> variables, int outputMaxBytes)
            throws IOException, TaskRunner.NotBegunException {
        long leaseMs = gate.remainingMs();
        if (leaseMs == 0 || Thread.currentThread().isInterrupted()) {
            throw new TaskRunner.NotBegunException();
        }
        ProcessBuilder builder = new ProcessBuilder(
                "bash",
                "-p", // so that the environment cannot make it run anything else first
                "-c",
                GUARD,
                "ballot-guard",
                line,
                input.toString(),
                recordFile.toString(),
                CommandProcess.seconds(leaseMs),
                Long.toString(graceMs / 50));
        CommandEnvironment.apply(builder.environment(), variables);
        Process guard = builder.start();
        OutputCapture output = new OutputCapture(guard.getInputStream(), OutputCapture.Keep.FIRST, outputMaxBytes);
        OutputCapture errors = new OutputCapture(guard.getErrorStream(), OutputCapture.Keep.LAST, ERRORS_MAX_BYTES);
        readers.execute(output);
        readers.execute(errors);
        return new CommandProcess(guard, recordFile, graceMs, output, errors);
    }

    /** Tells every guard how long the lease lasts now. */
    void tellLease() {
        long remainingMs = Math.max(1, gate.remainingMs());
        live.forEach(process -> process.tellLease(remainingMs));
    }

    private static String readGuard() {
        try (InputStream script = CommandLauncher.class.getResourceAsStream("guard.sh")) {
            if (script == null) {
                throw new IllegalStateException("guard.sh is missing beside " + CommandLauncher.class);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("guard.sh cannot be read", e);
        }
    }
}

package io.ballot.node.cli;

import io.ballot.node.admin.NodeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "start",
        description = "one node in the background; returns when it consumes, or says why it does not",
        sortOptions = false)
final class StartCommand extends NodeSubcommand {

    private static final long LOOK_MS = 100;

    /** In the one line that a node writes to standard output when it consumes. */
    private static final Pattern CONSUMING = Pattern.compile("\\bconsuming\\b");

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "how long to wait until it consumes (default: 120)")
    long timeoutSeconds = 120;

    @Override
    int run(NodeCommand top) throws CommandFailedException, InterruptedException {
        return start(top, timeoutSeconds);
    }

    static int start(NodeCommand top, long timeoutSeconds) throws CommandFailedException, InterruptedException {
        Daemon daemon = top.daemon();
        Optional<ProcessHandle> running = daemon.process();
        if (running.isPresent()) {
            throw CommandFailedException.failed("node " + daemon.name() + " runs already, pid "
                    + running.get().pid());
        }
        try {
            long logged = Files.exists(daemon.logFile()) ? Files.size(daemon.logFile()) : 0;
            Process process = DaemonProcess.start(daemon, top.options, top.environment);
            daemon.pidFile().write(process.toHandle());
            return await(top, daemon, process, logged, timeoutSeconds);
        } catch (IOException e) {
            throw CommandFailedException.failed("cannot start node " + daemon.name() + ": " + e);
        }
    }

    private static int await(NodeCommand top, Daemon daemon, Process process, long logged, long timeoutSeconds)
            throws IOException, CommandFailedException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        while (System.nanoTime() < deadline) {
            boolean ended = process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS);
            Optional<String> said = Files.readAllLines(daemon.outFile()).stream()
                    .filter(line -> CONSUMING.matcher(line).find())
                    .findFirst();
            if (!ended && said.isPresent()) {
                top.console.out().println(said.get() + " (pid " + process.pid() + ", log " + daemon.logFile() + ")");
                return ExitCode.DONE;
            }
            if (ended) {
                daemon.pidFile().remove();
                throw new CommandFailedException(
                        process.exitValue() == ExitCode.WRONG_USE ? ExitCode.WRONG_USE : ExitCode.FAILED,
                        lastWords(daemon, logged) + " (exit code " + process.exitValue() + ", log " + daemon.logFile()
                                + ")");
            }
        }
        Optional<NodeReport> report = daemon.report();
        throw CommandFailedException.failed("node " + daemon.name() + " runs, pid " + process.pid()
                + ", but does not consume after " + timeoutSeconds + " s"
                + report.map(node -> ": it is " + node.role() + " in epoch " + node.epoch())
                        .orElse("")
                + "; see " + daemon.logFile());
    }

    /** The last line of what it logged since it was started: a node says in one line why it cannot start. */
    private static String lastWords(Daemon daemon, long logged) throws IOException {
        Path log = daemon.logFile();
        String tail = new TextFile(log).from(logged).strip();
        String last = tail.substring(tail.lastIndexOf('\n') + 1);
        return last.isEmpty() ? "node " + daemon.name() + " ended before it consumed" : last;
    }
}

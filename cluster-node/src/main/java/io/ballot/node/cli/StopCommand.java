package io.ballot.node.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

@Command(name = "stop", description = "drains the background node and ends it", sortOptions = false)
final class StopCommand extends NodeSubcommand {

    /** To let go of ZooKeeper and Kafka when everything is drained. */
    private static final long LET_GO_MS = 30_000;

    private static final long KILL_MS = 10_000;

    @Override
    int run(NodeCommand top) throws CommandFailedException, InterruptedException {
        return stop(top);
    }

    static int stop(NodeCommand top) throws CommandFailedException, InterruptedException {
        Daemon daemon = top.daemon();
        try {
            Optional<ProcessHandle> process = daemon.process();
            if (process.isEmpty()) {
                daemon.pidFile().remove();
                top.console.out().println("node " + daemon.name() + " does not run");
                return ExitCode.DONE;
            }
            long patienceMs = daemon.config().flow().shutdownDrainMs() + LET_GO_MS;
            process.get().destroy();
            boolean drained = awaitEnd(process.get(), patienceMs);
            if (!drained) {
                process.get().destroyForcibly();
                awaitEnd(process.get(), KILL_MS);
            }
            daemon.pidFile().remove();
            if (!drained) {
                throw CommandFailedException.failed(
                        "node " + daemon.name() + " did not stop within " + patienceMs / 1000 + " s and was killed");
            }
            top.console.out().println("node " + daemon.name() + " stopped");
            return ExitCode.DONE;
        } catch (IOException e) {
            throw CommandFailedException.failed("cannot stop node " + daemon.name() + ": " + e);
        }
    }

    private static boolean awaitEnd(ProcessHandle process, long ms) throws InterruptedException {
        try {
            process.onExit().get(ms, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait for process " + process.pid(), e);
        }
    }
}

package io.ballot.node.cli;

import io.ballot.node.admin.NodeReport;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = "whether the background node runs; exits with 0 running, 1 dead with a pid file, 3 not running",
        sortOptions = false)
final class NodeStatusCommand extends NodeSubcommand {

    private static final int DEAD = 1;
    private static final int NOT_RUNNING = 3;

    @Override
    int run(NodeCommand top) throws CommandFailedException, InterruptedException {
        Daemon daemon = top.daemon();
        try {
            switch (daemon.pidFile().state()) {
                case RUNNING -> {
                    running(top, daemon);
                    return ExitCode.DONE;
                }
                case DEAD -> {
                    top.console
                            .out()
                            .println("node " + daemon.name()
                                    + " is dead: its pid file is there, its process is not; see " + daemon.logFile());
                    return DEAD;
                }
                case NONE -> {
                    top.console.out().println("node " + daemon.name() + " does not run");
                    return NOT_RUNNING;
                }
            }
            throw new IllegalStateException("unhandled: " + daemon.pidFile().state());
        } catch (IOException e) {
            throw CommandFailedException.failed("cannot read the pid file of node " + daemon.name() + ": " + e);
        }
    }

    private static void running(NodeCommand top, Daemon daemon) throws InterruptedException {
        Optional<NodeReport> report = daemon.report();
        long pid = daemon.process().map(ProcessHandle::pid).orElse(-1L);
        top.console
                .out()
                .println("node " + daemon.name() + " runs, pid " + pid
                        + report.map(node -> ": " + node.role() + " in epoch " + node.epoch()
                                        + (node.consuming() ? ", consuming" : ", not consuming"))
                                .orElse(""));
    }
}

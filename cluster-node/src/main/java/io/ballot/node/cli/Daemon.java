package io.ballot.node.cli;

import io.ballot.node.admin.NodeReport;
import io.ballot.node.config.NodeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A node in the background: its files below {@code var}, its process, and what it says of itself. */
final class Daemon {

    private static final int ASK_MS = 1_000;

    private final NodeConfig config;
    private final Path run;
    private final Path log;

    Daemon(Home home, NodeConfig config) {
        this.config = config;
        this.run = home.var().resolve("run");
        this.log = home.var().resolve("log").resolve(config.nodeId() + ".log");
    }

    String name() {
        return config.nodeId();
    }

    NodeConfig config() {
        return config;
    }

    PidFile pidFile() {
        return new PidFile(run.resolve(name() + ".pid"));
    }

    /** What the node writes on standard output: the line that says that it consumes. */
    Path outFile() {
        return run.resolve(name() + ".out");
    }

    /** What the node logs. */
    Path logFile() {
        return log;
    }

    Optional<ProcessHandle> process() {
        try {
            return pidFile().process();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The node's own word, if it answers at once; nobody answers at port 0. */
    Optional<NodeReport> report() throws InterruptedException {
        String host = config.admin().host();
        String admin = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + config.admin().port();
        Said<NodeReport> said = new NodeHttp(ASK_MS, null)
                .askAll(Map.of(name(), admin), "/v1/status", NodeReport.class)
                .getOrDefault(name(), Said.nothing("not asked"));
        return Optional.ofNullable(said.maybeValue())
                .filter(report -> report.id().equals(name()));
    }
}

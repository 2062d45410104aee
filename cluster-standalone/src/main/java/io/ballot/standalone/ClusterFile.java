package io.ballot.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * {@code cluster.properties}: where a running standalone is, for the commands that look at it.
 *
 * <p>Keys: {@code zookeeper.connect}, {@code kafka.bootstrap.servers}, {@code cluster.name}, {@code pid} (of the
 * standalone), {@code servers.pid}, {@code nodes} (names, comma-separated), and {@code node.NAME.pid}, {@code
 * node.NAME.admin}, {@code node.NAME.transport} for each node that lives. It is there while the standalone lives; one
 * that is left over names a pid that is gone.
 */
final class ClusterFile {
    static final String NAME = "cluster.properties";

    private final Path file;
    private final String clusterName;
    private final ServersProcess servers;

    ClusterFile(Path directory, String clusterName, ServersProcess servers) {
        this.file = directory.resolve(NAME);
        this.clusterName = clusterName;
        this.servers = servers;
    }

    /** Writes it anew, in one step, so that a reader sees the old one or the new one. */
    synchronized void write(List<NodeProcess> alive) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("zookeeper.connect", servers.zooKeeperConnect());
        properties.setProperty("kafka.bootstrap.servers", servers.kafkaBootstrapServers());
        properties.setProperty("cluster.name", clusterName);
        properties.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
        properties.setProperty("servers.pid", Long.toString(servers.pid()));
        properties.setProperty("nodes", alive.stream().map(NodeProcess::name).collect(Collectors.joining(",")));
        for (NodeProcess node : alive) {
            String prefix = "node." + node.name() + ".";
            properties.setProperty(prefix + "pid", Long.toString(node.pid()));
            properties.setProperty(prefix + "admin", node.admin().toString());
            properties.setProperty(prefix + "transport", node.transport());
        }
        Path next = file.resolveSibling(NAME + ".next");
        try (Writer writer = Files.newBufferedWriter(next)) {
            properties.store(writer, "A running standalone; removed when it ends.");
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    synchronized void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    /**
     * The processes that a left-over file of {@code directory} names and that still run Ballot. They notice that
     * their standalone is gone and end by themselves, but not in the same instant.
     */
    static List<ProcessHandle> leftBehind(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            return List.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        List<ProcessHandle> running = new ArrayList<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.endsWith(".pid")) {
                handle(properties.getProperty(key)).filter(ClusterFile::isOurs).ifPresent(running::add);
            }
        }
        return running;
    }

    private static Optional<ProcessHandle> handle(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid.strip()));
        } catch (NumberFormatException edited) {
            // Not a pid, so it names no process.
            return Optional.empty();
        }
    }

    /**
     * Pids are used again, so the command line has to say that it is one of ours; where it cannot be read, it is not.
     */
    private static boolean isOurs(ProcessHandle process) {
        return process.info()
                .commandLine()
                .map(line -> line.contains(JavaCommand.MARK))
                .orElse(false);
    }
}

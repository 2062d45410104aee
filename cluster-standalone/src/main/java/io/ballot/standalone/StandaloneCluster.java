package io.ballot.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded servers and any number of nodes, each its own process, on one machine: what {@code bin/node.sh
 * standalone} runs, and what the demo and the tests do their damage to.
 *
 * <p>All of it ends with this process, however that ends. Data, logs and ports stay in the directory for the next
 * time. All methods may be called from any thread.
 */
public final class StandaloneCluster implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StandaloneCluster.class);
    /**
     * A JVM on a machine that starts several at once, its election and its first rebalance; ten times what it takes.
     */
    private static final long CONSUMING_MS = 120_000;

    private final Path directory;
    private final DirectoryLock lock;
    private final Consumer<String> report;
    private final ServersProcess servers;
    private final ClusterFile file;
    private final NodeLauncher launcher;
    private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();

    StandaloneCluster(
            Path directory,
            DirectoryLock lock,
            Consumer<String> report,
            ServersProcess servers,
            ClusterFile file,
            NodeLauncher launcher)
            throws IOException {
        this.directory = directory;
        this.lock = lock;
        this.report = report;
        this.servers = servers;
        this.file = file;
        this.launcher = launcher;
        file.write(List.of());
    }

    /**
     * A cluster that keeps everything in {@code directory}; nothing happens before {@link
     * StandaloneClusterBuilder#start()}.
     */
    public static StandaloneClusterBuilder builder(Path directory) {
        return new StandaloneClusterBuilder(directory);
    }

    /**
     * Starts the nodes {@code n1} to {@code n}<i>count</i> together, and returns when each of them consumes. Errors
     * as of {@link #addNode}.
     */
    public void addNodes(int count) throws IOException, InterruptedException {
        addNodes(IntStream.rangeClosed(1, count).mapToObj(i -> "n" + i).toList());
    }

    /**
     * Starts a node and returns it when it consumes. A name that was here before gets its ports and its data again.
     *
     * @throws IOException if it ends before it consumes, or does not get that far within two minutes; the message is
     *     one line for the user
     * @throws IllegalStateException if a node of this name runs
     */
    public NodeProcess addNode(String name) throws IOException, InterruptedException {
        return addNodes(List.of(name)).get(0);
    }

    private List<NodeProcess> addNodes(List<String> names) throws IOException, InterruptedException {
        List<NodeProcess> launched = new ArrayList<>();
        for (String name : names) {
            launched.add(launch(name));
        }
        for (NodeProcess node : launched) {
            node.awaitConsuming(CONSUMING_MS);
            report.accept(node.name() + " consumes: pid " + node.pid() + ", " + node.admin());
        }
        return launched;
    }

    private synchronized NodeProcess launch(String name) throws IOException {
        NodeProcess before = nodes.get(name);
        if (before != null && before.isAlive()) {
            throw new IllegalStateException("node " + name + " runs already, pid " + before.pid());
        }
        NodeProcess node = launcher.launch(name);
        nodes.put(name, node);
        file.write(alive());
        node.onExit(() -> ended(node));
        return node;
    }

    private void ended(NodeProcess node) {
        if (!node.expectedToEnd()) {
            int code = node.exitCode().orElseThrow();
            report.accept(node.name() + " ended by itself with exit code " + code + Signals.nameOf(code) + " (log: "
                    + node.logFile() + ")");
        }
        try {
            rewriteFile();
        } catch (IOException failed) {
            log.warn("{} still names {}: {}", ClusterFile.NAME, node.name(), failed.toString());
        }
    }

    /** Unless the file is gone already because everything is being stopped. */
    private synchronized void rewriteFile() throws IOException {
        if (servers.isAlive()) {
            file.write(alive());
        }
    }

    /** SIGKILL; returns when the node is gone. The others go on. */
    public void kill(String name) throws InterruptedException {
        node(name).kill();
    }

    /** SIGTERM; returns when the node has drained and is gone. */
    public void stopOrderly(String name) throws InterruptedException {
        node(name).stop();
    }

    /** The last process that was started under this name, running or not. */
    public synchronized NodeProcess node(String name) {
        NodeProcess node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no node " + name + " among " + nodes.keySet());
        }
        return node;
    }

    /** All nodes ever started, in that order, running or not. */
    public synchronized List<NodeProcess> nodes() {
        return List.copyOf(nodes.values());
    }

    private List<NodeProcess> alive() {
        return nodes.values().stream().filter(NodeProcess::isAlive).toList();
    }

    /** ZooKeeper and Kafka. */
    public ServersProcess servers() {
        return servers;
    }

    /** Where data, logs and {@code cluster.properties} are. */
    public Path directory() {
        return directory;
    }

    /** Stops the nodes one after the other, the leader last, then the servers. A second call does nothing. */
    @Override
    public void close() {
        try {
            new OrderlyStop(report).stop(nodes());
            servers.stop();
            release();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            killEverything();
        }
    }

    /** SIGKILL of every process at once, for the impatient and for tests of what an unclean end leaves behind. */
    public void killEverything() {
        try {
            for (NodeProcess node : nodes()) {
                node.kill();
            }
            servers.kill();
        } catch (InterruptedException interrupted) {
            // What is left sees the end of its standard input when this process ends.
            Thread.currentThread().interrupt();
        }
        release();
    }

    private synchronized void release() {
        try {
            file.remove();
            lock.close();
        } catch (IOException failed) {
            log.warn("{} is left behind in {}; the next start overwrites it", ClusterFile.NAME, directory, failed);
        }
    }
}

package io.ballot.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a {@link StandaloneCluster} is to be; every setting has a default. */
public final class StandaloneClusterBuilder {
    /** Orphans stop Kafka or drain; what takes longer hangs on something that is gone. */
    private static final long ORPHANS_MS = 10_000;

    private final Path directory;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> kafkaSettings = new LinkedHashMap<>();
    private final List<String> nodeJvmOptions = new ArrayList<>();
    private final List<String> serversJvmOptions = new ArrayList<>();
    private boolean fresh;
    private int tickMs = 500;
    private @Nullable Path configFile;
    private String nodeClassPath = System.getProperty("java.class.path");
    private String nodeMainClass = NodeLauncher.MAIN_CLASS;
    private Consumer<String> report = line -> {};

    StandaloneClusterBuilder(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** Wipes the directory first; the default is to go on with what is there. */
    public StandaloneClusterBuilder fresh(boolean fresh) {
        this.fresh = fresh;
        return this;
    }

    /** The configuration file of every node. */
    public StandaloneClusterBuilder configFile(Path file) {
        this.configFile = file;
        return this;
    }

    /** A setting of every node, before its configuration file. */
    public StandaloneClusterBuilder setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** The nodes' class path; the default is this process's, which is right in tests and nowhere else. */
    public StandaloneClusterBuilder nodeClassPath(String classPath) {
        this.nodeClassPath = classPath;
        return this;
    }

    /** Options of the nodes' JVMs, in addition to those given before. */
    public StandaloneClusterBuilder nodeJvmOptions(List<String> options) {
        nodeJvmOptions.addAll(options);
        return this;
    }

    /**
     * Options of the servers' JVM; a benchmark wants the second compiler back, {@code -XX:TieredStopAtLevel=4}, and
     * more heap.
     */
    public StandaloneClusterBuilder serversJvmOptions(List<String> options) {
        serversJvmOptions.addAll(options);
        return this;
    }

    /** The class whose {@code run} command is a node; the default is Ballot's own. */
    public StandaloneClusterBuilder nodeMainClass(String mainClass) {
        this.nodeMainClass = mainClass;
        return this;
    }

    /** A setting of the broker, by Kafka's name. */
    public StandaloneClusterBuilder kafkaSetting(String name, String value) {
        kafkaSettings.put(name, value);
        return this;
    }

    /** ZooKeeper's tick in ms (500): sessions end up to one tick late. */
    public StandaloneClusterBuilder tickMs(int tickMs) {
        this.tickMs = tickMs;
        return this;
    }

    /** Called with one line for the user whenever something happened; from any thread. */
    public StandaloneClusterBuilder report(Consumer<String> report) {
        this.report = report;
        return this;
    }

    /**
     * Starts the servers, and no node yet.
     *
     * @throws IOException if another standalone runs in the directory, or the servers do not come up; the message is
     *     one line for the user
     */
    public StandaloneCluster start() throws IOException, InterruptedException {
        DirectoryLock lock = DirectoryLock.acquire(directory, 0, "a standalone");
        try {
            endOrphans();
            if (fresh) {
                Directories.deleteContents(directory, DirectoryLock.FILE);
            }
            return start(lock);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private StandaloneCluster start(DirectoryLock lock) throws IOException, InterruptedException {
        NodeSettings nodeSettings = new NodeSettings(configFile, settings);
        String clusterName = nodeSettings.clusterName(System.getenv());
        ServersProcess servers = ServersProcess.start(
                directory.resolve("servers"),
                directory.resolve("logs").resolve("servers.log"),
                serversJvmOptions,
                ServersProcess.optionsOf(tickMs, kafkaSettings));
        try {
            Map<String, String> shared = Map.of(
                    "cluster.name", clusterName,
                    "zookeeper.connect", servers.zooKeeperConnect(),
                    "kafka.bootstrap.servers", servers.kafkaBootstrapServers());
            NodeLauncher launcher =
                    new NodeLauncher(directory, nodeSettings, shared, nodeJvmOptions, nodeClassPath, nodeMainClass);
            ClusterFile file = new ClusterFile(directory, clusterName, servers);
            return new StandaloneCluster(directory, lock, report, servers, file, launcher);
        } catch (IOException | RuntimeException failed) {
            servers.kill();
            throw failed;
        }
    }

    /**
     * A standalone that was killed leaves processes that are about to notice; we hold its lock, so they are nobody's.
     */
    private void endOrphans() throws IOException, InterruptedException {
        for (ProcessHandle orphan : ClusterFile.leftBehind(directory)) {
            report.accept("waiting for pid " + orphan.pid() + " of the standalone before, which was killed");
            CompletableFuture<ProcessHandle> gone =
                    orphan.onExit().completeOnTimeout(orphan, ORPHANS_MS, TimeUnit.MILLISECONDS);
            gone.join();
            if (orphan.isAlive()) {
                report.accept("pid " + orphan.pid() + " does not end, so it is killed");
                orphan.destroyForcibly();
                orphan.onExit().join();
            }
        }
    }
}

package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballot.node.zookeeper.ClusterReader;
import io.ballot.node.zookeeper.ZooKeeperSettings;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.View;
import io.ballot.standalone.NodeProcess;
import io.ballot.standalone.ServersProcess;
import io.ballot.standalone.StandaloneCluster;
import io.ballot.standalone.StandaloneClusterBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;

/**
 * A real cluster to do damage to: embedded servers and nodes as processes, one queue whose worker and check write to an
 * effect log.
 *
 * <p>The times are the defaults, where a test does not wait for them to pass, so that a busy machine does not look like a
 * fault. Everything ends with this object or with this process.
 */
final class TestCluster implements AutoCloseable {

    /** The slowest thing waited for takes a quarter of this on an idle machine. */
    static final Duration PATIENCE = Duration.ofSeconds(90);
    /** Records that are kept waiting while nodes come and go: seconds of work for all of them. */
    private static final int BACKLOG = 320;

    private final Path directory;
    private final Map<String, String> settings;
    private final Tasks tasks;
    private StandaloneCluster processes;
    private Kafkas kafka;
    private int fed;

    private TestCluster(Path directory, Map<String, String> settings) throws Exception {
        this.directory = directory;
        this.settings = settings;
        this.processes = startServers();
        this.kafka = new Kafkas(processes.servers().kafkaBootstrapServers());
        this.tasks = new Tasks(effects(), kafka);
    }

    /** Servers with the queue's topic, in an empty directory, and no node yet. @param settings beyond the usual ones */
    static TestCluster start(Path directory, Map<String, String> settings) throws Exception {
        TestCluster cluster = new TestCluster(directory, settings);
        try {
            cluster.kafka.createTopic(Tasks.QUEUE, Tasks.PARTITIONS);
            return cluster;
        } catch (Exception failed) {
            cluster.close();
            throw failed;
        }
    }

    private StandaloneCluster startServers() throws IOException, InterruptedException {
        StandaloneClusterBuilder builder = StandaloneCluster.builder(directory.resolve("cluster"))
                .report(line -> System.out.println("  " + line))
                .nodeJvmOptions(NodeJvm.options(effects()));
        Map<String, String> all = new TreeMap<>(NodeJvm.settings());
        all.putAll(settings);
        if ("consumer".equals(all.get("kafka.consumer.group.protocol"))) {
            all.remove("kafka.consumer.session.timeout.ms"); // the broker's counts then, and a node refuses the line
        }
        all.forEach(builder::setting);
        return builder.start();
    }

    private Path effects() {
        return directory.resolve("effects.log");
    }

    Tasks tasks() {
        return tasks;
    }

    Kafkas kafka() {
        return kafka;
    }

    // ---- processes

    ServersProcess servers() {
        return processes.servers();
    }

    NodeProcess node(String name) {
        return processes.node(name);
    }

    /** Starts {@code n1} … and waits until they are in-sync and each has its partitions. */
    void addNodes(int count) throws Exception {
        processes.addNodes(count);
        awaitOwners(count);
    }

    void addNode(String name) throws Exception {
        processes.addNode(name);
    }

    /** SIGKILL of a node; what it had started stands on record from now on. */
    void kill(String node) throws InterruptedException {
        processes.kill(node);
        tasks.killed(processes.node(node).pid());
    }

    /**
     * SIGKILL of a node while it runs tasks. They are short: the node is stopped before anybody looks whether it runs any, so
     * that they are not over between the look and the kill.
     *
     * @return the tasks that it had begun and not ended
     */
    Set<String> killAtWork(String node) throws Exception {
        NodeProcess process = node(node);
        patiently("tasks running on " + node)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    process.pause();
                    boolean isAtWork = !tasks.openOn(process.pid()).isEmpty();
                    if (!isAtWork) {
                        process.resume();
                    }
                    return isAtWork;
                });
        kill(node);
        return tasks.openOn(process.pid());
    }

    void stopOrderly(String node) throws InterruptedException {
        processes.stopOrderly(node);
        assertThat(processes.node(node).exitCode()).as("exit code of " + node).hasValue(0);
    }

    /** All nodes one after the other, then the servers. */
    void stopAll() {
        kafka.close();
        processes.close();
        assertThat(processes.nodes())
                .as("exit codes")
                .allSatisfy(node -> assertThat(node.exitCode()).hasValue(0));
    }

    /** SIGKILL of all nodes and of the servers. */
    void killAll() {
        processes.nodes().forEach(node -> tasks.killed(node.pid()));
        processes.killEverything();
        kafka.close();
    }

    /** The servers again, on what they left; no node yet. */
    void startAgain() throws Exception {
        processes = startServers();
        kafka = new Kafkas(processes.servers().kafkaBootstrapServers());
        tasks.reachBy(kafka);
    }

    // ---- what stands in ZooKeeper

    Optional<ClusterReader.Cluster> stored() throws Exception {
        ZooKeeperSettings reading = new ZooKeeperSettings(
                processes.servers().zooKeeperConnect(),
                10_000,
                ZooKeeperSettings.START_DEADLINE_MS,
                Map.of(),
                NodeJvm.CLUSTER);
        try (ClusterReader reader = ClusterReader.open(reading)) {
            return reader.read();
        }
    }

    /** The view; empty before the first. */
    Optional<View> view() throws Exception {
        return stored().flatMap(cluster -> Optional.ofNullable(cluster.state().maybeView()));
    }

    /** Exclusive upper bounds of what may have been granted, by partition. */
    SortedMap<Integer, Long> ceilings() throws Exception {
        SortedMap<Integer, Long> ceilings = new TreeMap<>();
        stored().orElseThrow()
                .state()
                .ceilings()
                .forEach((partition, ceiling) -> ceilings.put(partition.partition(), ceiling));
        return ceilings;
    }

    String leader() throws Exception {
        return view().orElseThrow().leader().name();
    }

    /** A running node that does not lead. */
    String follower() throws Exception {
        String leader = leader();
        return processes.nodes().stream()
                .filter(node -> node.isAlive() && !node.name().equals(leader))
                .findFirst()
                .orElseThrow()
                .name();
    }

    void awaitInSync(String... nodes) {
        patiently("in-sync: " + List.of(nodes))
                .untilAsserted(() -> assertThat(view().map(View::inSync).orElse(List.of()))
                        .extracting(StoreRef::node)
                        .extracting(NodeId::name)
                        .containsExactlyInAnyOrder(nodes));
    }

    // ---- what the tasks are waited for

    /** The partitions are spread over so many nodes. */
    void awaitOwners(int nodes) {
        patiently("partitions on " + nodes + " nodes").untilAsserted(() -> {
            Set<String> owners = new TreeSet<>(tasks.owners().values());
            assertThat(owners).hasSize(nodes);
            assertThat(tasks.owners()).hasSize(Tasks.PARTITIONS);
        });
    }

    void awaitEnds(long ends) {
        patiently(ends + " ends").until(() -> tasks.count(Effect.Kind.END) >= ends);
    }

    void awaitRunningOn(String node) {
        long pid = node(node).pid();
        patiently("tasks running on " + node)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !tasks.openOn(pid).isEmpty());
    }

    /** Something that is done to the cluster. */
    interface Deed {
        void run() throws Exception;
    }

    /** Does something while a backlog of short tasks is kept up: however slow the machine, there is work meanwhile. */
    void whileWorking(String what, Deed deed) throws Exception {
        FutureTask<Void> done = aside(what, deed);
        feedUntil(what, done::isDone);
        done.get();
    }

    /** Does something in a thread of its own. */
    static FutureTask<Void> aside(String what, Deed deed) {
        FutureTask<Void> done = new FutureTask<>(() -> {
            deed.run();
            return null;
        });
        Thread doing = new Thread(done, what);
        doing.setDaemon(true);
        doing.start();
        return done;
    }

    /** Keeps a backlog until the node works on it; it still does when this returns. */
    void feedUntilRunningOn(String node) {
        long pid = node(node).pid();
        feedUntil("tasks running on " + node, () -> !tasks.openOn(pid).isEmpty());
    }

    /** Keeps a backlog of short tasks until something has happened. */
    void feedUntil(String what, Callable<Boolean> condition) {
        patiently(what).until(() -> {
            feed();
            return condition.call();
        });
    }

    /** Tops the backlog up. */
    void feed() throws IOException {
        long open = tasks.size() - tasks.count(Effect.Kind.END);
        if (open < BACKLOG / 2) {
            tasks.submit("fed" + ++fed, (int) (BACKLOG - open), Script.taking(50));
        }
    }

    /** Waits until every submitted record is committed. */
    void awaitAllCommitted() {
        patiently("all records committed")
                .untilAsserted(() -> assertThat(tasks.committed()).isEqualTo(tasks.logEnds()));
    }

    ConditionFactory patiently(String what) {
        return await(what).atMost(PATIENCE).pollInterval(200, TimeUnit.MILLISECONDS);
    }

    /** A counter of the queue, added over all running nodes, by its name in {@code /v1/status}. */
    long counter(String name) throws Exception {
        long sum = 0;
        for (NodeProcess node : processes.nodes()) {
            if (node.isAlive()) {
                sum += AdminHttp.status(node).path("queues").path(0).path(name).asLong();
            }
        }
        return sum;
    }

    @Override
    public void close() {
        kafka.close();
        processes.close();
    }
}

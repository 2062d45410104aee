package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballot.node.zookeeper.ClusterReader;
import io.ballot.node.zookeeper.ZooKeeperSettings;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.View;
import io.ballot.standalone.NodeProcess;
import io.ballot.standalone.StandaloneCluster;
import io.ballot.standalone.StandaloneClusterBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;

/**
 * A real cluster to do damage to: embedded servers and nodes as processes, one queue whose worker and check write to an
 * effect log, and the count of what came of everything that was submitted.
 *
 * <p>The times are the defaults, where a test does not wait for them to pass, so that a busy machine does not look like a
 * fault. Everything ends with this object or with this process.
 */
final class TestCluster implements AutoCloseable {

    static final String QUEUE = "tasks";
    static final int PARTITIONS = 4;
    static final int CONCURRENCY = 4;
    private static final String CLUSTER = "it";
    private static final String GROUP = "ballot." + CLUSTER + "." + QUEUE;
    /** The slowest thing waited for takes a quarter of this on an idle machine. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final StandaloneCluster processes;
    private final EffectLog effects;
    private final Kafkas kafka;
    private final SortedSet<String> submitted = new TreeSet<>();
    private final SortedSet<Long> killed = new TreeSet<>();
    private int records;

    private TestCluster(StandaloneCluster processes, EffectLog effects, boolean fresh) throws Exception {
        this.processes = processes;
        this.effects = effects;
        this.kafka = new Kafkas(processes.servers().kafkaBootstrapServers());
        if (fresh) {
            kafka.createTopic(QUEUE, PARTITIONS);
        }
    }

    /** Servers with the queue's topic, in an empty directory, and no node yet. @param settings beyond the usual ones */
    static TestCluster start(Path directory, Map<String, String> settings) throws Exception {
        return start(directory, settings, true);
    }

    private static TestCluster start(Path directory, Map<String, String> settings, boolean fresh) throws Exception {
        Path effects = directory.resolve("effects.log");
        StandaloneClusterBuilder builder = StandaloneCluster.builder(directory.resolve("cluster"))
                .report(line -> System.out.println("  " + line))
                .nodeJvmOptions(NodeJvm.options(effects));
        NodeJvm.settings(CLUSTER).forEach(builder::setting);
        settings.forEach(builder::setting);
        StandaloneCluster processes = builder.start();
        try {
            return new TestCluster(processes, new EffectLog(effects), fresh);
        } catch (Exception failed) {
            processes.close();
            throw failed;
        }
    }

    // ---- processes

    StandaloneCluster processes() {
        return processes;
    }

    Kafkas kafka() {
        return kafka;
    }

    /** SIGKILL of a node; what it had started stands on record from now on. */
    void kill(String node) throws InterruptedException {
        NodeProcess process = processes.node(node);
        processes.kill(node);
        killed.add(process.pid());
    }

    /** SIGKILL of all nodes at once; the servers go on. */
    void killAllNodes() throws InterruptedException {
        for (NodeProcess node : processes.nodes()) {
            if (node.isAlive()) {
                killed.add(node.pid());
                ProcessHandle.of(node.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        for (NodeProcess node : processes.nodes()) {
            node.kill();
        }
    }

    /** The view that ZooKeeper stores; empty before the first. */
    Optional<View> view() throws Exception {
        ZooKeeperSettings settings = new ZooKeeperSettings(
                processes.servers().zooKeeperConnect(), 10_000, ZooKeeperSettings.START_DEADLINE_MS, Map.of(), CLUSTER);
        try (ClusterReader reader = ClusterReader.open(settings)) {
            return reader.read()
                    .flatMap(cluster -> Optional.ofNullable(cluster.state().maybeView()));
        }
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

    /** Partitions are balanced over so many nodes. */
    void awaitOwners(int nodes) {
        patiently("partitions on " + nodes + " nodes")
                .untilAsserted(() ->
                        assertThat(kafka.owners(GROUP).values()).hasSize(nodes).doesNotContain(0));
    }

    // ---- tasks

    /** Submits {@code count} tasks named {@code prefix-1} …, spread over the partitions. */
    void submit(String prefix, int count, Script script) {
        for (int i = 1; i <= count; i++) {
            submitTo(i % PARTITIONS, prefix + "-" + i, script);
        }
        kafka.flush();
    }

    /** Submits one record; the same id may come again. Not flushed. */
    void submitTo(int partition, String id, Script script) {
        var unused = kafka.send(QUEUE, partition, id, script.json());
        submitted.add(id);
        records++;
    }

    List<Effect> effects() throws IOException {
        return effects.read();
    }

    long count(Effect.Kind kind) throws IOException {
        return effects().stream().filter(effect -> effect.kind() == kind).count();
    }

    void awaitEnds(long ends) {
        patiently(ends + " ends").until(() -> count(Effect.Kind.END) >= ends);
    }

    /** Tasks that a process has started and not ended. */
    Set<String> openOn(long pid) throws IOException {
        Set<String> open = new TreeSet<>();
        for (Effect effect : effects()) {
            if (effect.pid() == pid && effect.kind() == Effect.Kind.START) {
                open.add(effect.task());
            } else if (effect.pid() == pid && effect.kind() != Effect.Kind.CHECK) {
                open.remove(effect.task());
            }
        }
        return open;
    }

    void awaitRunningOn(String node) {
        long pid = processes.node(node).pid();
        patiently("tasks running on " + node)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !openOn(pid).isEmpty());
    }

    /** Records that are not committed yet. */
    long lag() throws Exception {
        long ends =
                kafka.ends(QUEUE).values().stream().mapToLong(Long::longValue).sum();
        long committed = kafka.committed(GROUP, QUEUE).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return ends - committed;
    }

    /** Waits until every submitted record is committed. */
    void awaitAllCommitted() {
        patiently("all records committed")
                .untilAsserted(() -> assertThat(kafka.committed(GROUP, QUEUE)).isEqualTo(kafka.ends(QUEUE)));
    }

    Tally tally() throws Exception {
        assertThat(kafka.ends(QUEUE).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .as("records in the topic")
                .isEqualTo(records);
        Tally tally = Tally.of(submitted, effects(), killed);
        System.out.println("  " + tally.inWords());
        return tally;
    }

    ConditionFactory patiently(String what) {
        return await(what)
                .atMost(PATIENCE)
                .pollInterval(200, TimeUnit.MILLISECONDS)
                .pollInSameThread();
    }

    @Override
    public void close() {
        kafka.close();
        processes.close();
    }
}

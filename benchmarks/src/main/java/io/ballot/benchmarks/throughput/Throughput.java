package io.ballot.benchmarks.throughput;

import io.ballot.standalone.StandaloneCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Works off one backlog again and again, by a bare consumer and by clusters, in turns; every time in new processes, in a
 * group that never committed, in a cluster that never was.
 *
 * <p>Broker and ZooKeeper are a process of their own and the same for all. A run counts only if every task was executed
 * exactly once and none was doubtful.
 */
public final class Throughput {

    private static final List<String> SERVERS_JVM = List.of("-XX:TieredStopAtLevel=4", "-Xmx1g");

    private final ThroughputOptions options;
    private final Path directory = Path.of("benchmarks", "target", "throughput").toAbsolutePath();
    private final Path results = Path.of("benchmarks", "results").toAbsolutePath();
    private final PrintStream out = System.out;

    public Throughput(ThroughputOptions options) {
        this.options = options;
    }

    /** Run in the root of a checkout. @throws IOException when a run fails, or does not add up */
    public void run() throws IOException, InterruptedException, ExecutionException {
        out.println("consumer settings of all: " + ClientSettings.all());
        List<Measured> measured = new ArrayList<>();
        measured.add(new Measured("bare, commits every 100 ms"));
        measured.add(new Measured("bare, commits every poll"));
        List<Cluster> clusters = clusters();
        clusters.forEach(cluster -> measured.add(new Measured(cluster.name())));
        try (StandaloneCluster servers = StandaloneCluster.builder(directory)
                .fresh(true)
                .serversJvmOptions(SERVERS_JVM)
                .start()) {
            String bootstrap = servers.servers().kafkaBootstrapServers();
            out.printf(
                    "%d tasks of %d bytes, %d partitions, %s%n",
                    options.tasks(),
                    Backlog.PAYLOAD_BYTES,
                    Backlog.PARTITIONS,
                    options.named() ? "each with an id of its own" : "named by their records");
            Backlog.fill(bootstrap, options.tasks(), options.named());
            try (CommitWatch watch = new CommitWatch(bootstrap)) {
                for (int round = 1; round <= options.rounds(); round++) {
                    add(measured.get(0), bare(watch, bootstrap, "interval", round));
                    add(measured.get(1), bare(watch, bootstrap, "poll", round));
                    for (int i = 0; i < clusters.size(); i++) {
                        String id = "s" + i + "r" + round;
                        add(measured.get(i + 2), nodes(watch, servers, clusters.get(i), id));
                    }
                }
            }
        }
        Report report = new Report(options, measured);
        report.printTable(out);
        out.println("raw figures: " + report.write(results));
    }

    /** @param settings beside those that all have */
    private record Cluster(String name, int nodes, Map<String, String> settings) {}

    private List<Cluster> clusters() {
        List<Cluster> clusters = new ArrayList<>();
        for (int nodes : options.nodes()) {
            String name = nodes == 1 ? "1 node" : nodes + " nodes";
            clusters.add(new Cluster(name, nodes, Map.of()));
            for (String setting : options.beside()) {
                String[] pair = setting.split("=", 2);
                clusters.add(new Cluster(name + ", " + setting, nodes, Map.of(pair[0], pair[1])));
            }
        }
        return clusters;
    }

    private void add(Measured subject, Measured.Round round) {
        subject.rounds().add(round);
        out.printf(
                Locale.ROOT,
                "round %d: %s %.0f tasks/s, %.2f us of CPU a task%n",
                subject.rounds().size(),
                subject.name(),
                round.tasksPerSecond(),
                round.cpuMicrosPerTask());
    }

    private Measured.Round bare(CommitWatch watch, String bootstrap, String commits, int round)
            throws IOException, InterruptedException {
        String group = "bare-" + commits + "-" + round;
        List<Subject> subjects = List.of(
                Subject.start(BareConsumer.class, options.jvm(), List.of(bootstrap, group, commits), log("bare")));
        return measure(watch, group, subjects);
    }

    private Measured.Round nodes(CommitWatch watch, StandaloneCluster servers, Cluster what, String cluster)
            throws IOException, InterruptedException {
        List<Subject> subjects = new ArrayList<>();
        for (int n = 1; n <= what.nodes(); n++) {
            Map<String, String> config = new TreeMap<>(ClientSettings.asNodeKeys());
            config.put("cluster.name", cluster);
            config.put("node.id", "n" + n);
            config.put("data.dir", directory.resolve(cluster).resolve("n" + n).toString());
            config.put("zookeeper.connect", servers.servers().zooKeeperConnect());
            config.put("kafka.bootstrap.servers", servers.servers().kafkaBootstrapServers());
            config.put("transport.port", Integer.toString(freePort()));
            config.put("admin.port", Integer.toString(freePort()));
            config.put("lease.ms", "60000"); // a busy machine must not end a lease
            config.put("queues", Backlog.TOPIC);
            config.put("queue." + Backlog.TOPIC + ".worker", "embedded");
            config.put("queue." + Backlog.TOPIC + ".topic.create", "true"); // the side topics
            config.putAll(what.settings());
            List<String> arguments = config.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .toList();
            subjects.add(Subject.start(NodeUnderTest.class, options.jvm(), arguments, log(cluster + "-n" + n)));
        }
        return measure(watch, "ballot." + cluster + "." + Backlog.TOPIC, subjects);
    }

    private Measured.Round measure(CommitWatch watch, String group, List<Subject> subjects)
            throws IOException, InterruptedException {
        try {
            AtomicReference<Duration> warm = new AtomicReference<>(Duration.ZERO);
            Pace pace = watch.follow(group, options.tasks(), subjects, () -> warm.set(cpu(subjects)));
            double cpuMicros = cpu(subjects).minus(warm.get()).toNanos() / 1e3;
            Subject.Tally tally = new Subject.Tally(0, 0);
            for (Subject subject : subjects) {
                tally = tally.plus(subject.end());
            }
            if (tally.executed() != options.tasks() || tally.doubts() != 0) {
                throw new IOException(group + " does not add up: " + tally + " of " + options.tasks());
            }
            return new Measured.Round(
                    pace.tasksPerSecond(),
                    cpuMicros / (options.tasks() - pace.first().committed()),
                    pace.samples());
        } finally {
            subjects.forEach(Subject::close);
        }
    }

    private static Duration cpu(List<Subject> subjects) {
        return subjects.stream().map(Subject::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    private Path log(String name) throws IOException {
        Path logs = Files.createDirectories(directory.resolve("logs"));
        return logs.resolve(name + ".log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

package io.ballot.examples.demo;

import io.ballot.standalone.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * {@code bin/demo.sh}: three nodes, 20,000 tasks, a killed leader, and the accounts.
 *
 * <p>The accounts go to standard output, what happens meanwhile to standard error. Exit codes: 0 it adds up, 1 it does not,
 * or could not be played, 2 wrong use, 130 interrupted.
 */
public final class Demo {

    private static final String USAGE =
            "usage: bin/demo.sh [--keep]\n" + "  --keep  leave the logs and the data where they are, and say where";
    /** Four times what it takes on two busy cores: then something hangs, and the accounts will say what is missing. */
    private static final long LIMIT_MS = 300_000;

    private final boolean keep;
    private final Narrator narrator;
    private final Report report = new Report(System.out);
    private final AtomicReference<@Nullable StandaloneCluster> running = new AtomicReference<>();

    private Demo(boolean keep, boolean isTerminal) {
        this.keep = keep;
        this.narrator = new Narrator(System.err, isTerminal);
    }

    public static void main(String[] args) {
        List<String> rest = new ArrayList<>(List.of(args));
        boolean keep = rest.remove("--keep");
        if (rest.remove("--help")) {
            System.out.println(USAGE);
            System.exit(0);
        }
        if (!rest.isEmpty()) {
            System.err.println("demo knows no " + rest.get(0) + "\n" + USAGE);
            System.exit(2);
        }
        System.exit(new Demo(keep, Boolean.getBoolean("ballot.terminal")).run() ? 0 : 1);
    }

    private boolean run() {
        try {
            Webhooks webhooks =
                    Webhooks.read(DemoCluster.home().resolve("examples").resolve("webhooks.jsonl.gz"));
            Workspace workspace = Workspace.create(keep);
            Thread cleaner = new Thread(() -> interrupted(workspace), "demo-interrupted");
            Runtime.getRuntime().addShutdownHook(cleaner);
            try {
                return run(webhooks, workspace.directory());
            } finally {
                Runtime.getRuntime().removeShutdownHook(cleaner);
                workspace.close();
                if (keep) {
                    narrator.tell("kept in %s", workspace.directory());
                }
            }
        } catch (IOException | IllegalStateException | KafkaException failed) {
            narrator.tell("the demo could not be played: %s", String.valueOf(failed.getMessage()));
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean run(Webhooks webhooks, Path directory) throws IOException, InterruptedException {
        narrator.tell("ZooKeeper and Kafka start");
        try (StandaloneCluster cluster = DemoCluster.start(directory, line -> narrator.tell("%s", line))) {
            running.set(cluster);
            String kafka = cluster.servers().kafkaBootstrapServers();
            try (Broker broker = new Broker(kafka, DemoCluster.QUEUE, DemoCluster.GROUP);
                    Leadership leadership = Leadership.open(cluster.servers().zooKeeperConnect(), DemoCluster.CLUSTER);
                    Submitter submitter = new Submitter(kafka, DemoCluster.QUEUE, webhooks);
                    Watch watch = new Watch(cluster, broker, new EffectIndex(directory), narrator, LIMIT_MS)) {
                broker.createTopic(Plan.PARTITIONS);
                narrator.tell("three nodes start");
                cluster.addNodes(3);
                Scenario scenario = new Scenario(cluster, leadership, submitter, watch, narrator);
                return accounts(webhooks, directory, scenario, submitter, watch, broker);
            }
        }
    }

    private boolean accounts(
            Webhooks webhooks, Path directory, Scenario scenario, Submitter submitter, Watch watch, Broker broker)
            throws IOException, InterruptedException {
        @Nullable Facts facts = null;
        try {
            facts = scenario.play();
        } catch (DemoOverdueException overdue) {
            narrator.tell("%s", String.valueOf(overdue.getMessage()));
        }
        watch.askAll();
        Tally tally = Tally.of(
                submitter.submitted(),
                webhooks,
                watch.effects(),
                watch.offsets().committedRecords(),
                broker.putAside());
        report.tally(tally);
        report.checks(new LineReader(LineLog.checks(directory))
                .next().stream().map(CheckWord::parse).toList());
        report.asTheNodesTell(watch.words(), facts);
        if (facts != null) {
            report.facts(facts);
        }
        boolean ok = facts != null && facts.isWorthIt() && tally.addsUp();
        report.end(ok ? "It adds up." : "IT DOES NOT ADD UP.");
        return ok;
    }

    /** Ctrl-C and the like: nothing is left running, nothing lying about. */
    private void interrupted(Workspace workspace) {
        narrator.hush();
        StandaloneCluster cluster = running.get();
        if (cluster != null) {
            cluster.killEverything();
        }
        // Servers that were just being started are no cluster yet.
        List<ProcessHandle> children = ProcessHandle.current().children().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().join());
        try {
            workspace.close();
        } catch (IOException left) {
            System.err.println("left behind: " + workspace.directory() + " (" + left + ")");
        }
    }
}

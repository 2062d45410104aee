package io.ballot.examples.demo;

import io.ballot.standalone.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How the demo's cluster is set up: the defaults of everything, but for what has to fit in a minute and on a laptop. */
final class DemoCluster {

    static final String CLUSTER = "demo";
    static final String QUEUE = "webhooks";
    static final String GROUP = "ballot." + CLUSTER + "." + QUEUE;
    static final int CONCURRENCY = 8;

    private DemoCluster() {}

    /** Starts ZooKeeper and Kafka, and no node yet. */
    static StandaloneCluster start(Path directory, Consumer<String> report) throws IOException, InterruptedException {
        return StandaloneCluster.builder(directory)
                .nodeClassPath(propertyOrThrow("ballot.classpath"))
                .nodeJvmOptions(nodeJvmOptions(directory))
                .report(report)
                .setting("cluster.name", CLUSTER)
                .setting("queues", QUEUE)
                .setting("queue." + QUEUE + ".worker", "class")
                .setting("queue." + QUEUE + ".class", WebhookWorker.class.getName())
                .setting("queue." + QUEUE + ".check", "class")
                .setting("queue." + QUEUE + ".check.class", WebhookCheck.class.getName())
                .setting("queue." + QUEUE + ".concurrency", Integer.toString(CONCURRENCY))
                // Ten KB each, held in memory.
                .setting("queue." + QUEUE + ".prefetch", "500")
                // A killed leader is out of ZooKeeper after this, and its successor stands.
                .setting("zookeeper.session.timeout.ms", "4000")
                // A killed node's partitions move after this.
                .setting("kafka.consumer.session.timeout.ms", "6000")
                // 36 MB of filter for 20,000 tasks would be a waste.
                .setting("filter.expected.tasks", "1000000")
                .start();
    }

    private static List<String> nodeJvmOptions(Path directory) {
        List<String> options = new ArrayList<>(List.of(
                "-Xms32m",
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-D" + LineLog.DIRECTORY_PROPERTY + "=" + directory));
        Path logback = home().resolve("conf").resolve("logback.xml");
        options.add("-Dlogback.configurationFile=" + logback);
        return options;
    }

    /** Where this installation is. */
    static Path home() {
        return Path.of(propertyOrThrow("ballot.home"));
    }

    /** @throws IllegalStateException if the script does not say it */
    private static String propertyOrThrow(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(
                    "the system property " + name + " is not set; start the demo with bin/demo.sh");
        }
        return value;
    }
}

package io.ballot.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the node processes of these tests are started: small, and with the recording worker and check. */
final class NodeJvm {

    static final String CLUSTER = "it";
    static final int CONCURRENCY = 4;

    private NodeJvm() {}

    static List<String> options(Path effects) {
        return List.of(
                "-Xms32m",
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dlogback.configurationFile=" + logbackFile(),
                "-D" + EffectLog.PROPERTY + "=" + effects);
    }

    /** The nodes' own, not that of the tests: what it prints is part of what is tested. */
    private static Path logbackFile() {
        Path fromModule = Path.of("../conf/logback.xml").toAbsolutePath().normalize();
        return Files.exists(fromModule)
                ? fromModule
                : Path.of("conf/logback.xml").toAbsolutePath();
    }

    /** Of every node; a standalone adds its name, ports and servers. */
    static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("cluster.name", CLUSTER);
        settings.put("filter.expected.tasks", "100000");
        settings.put("recent.outcomes.max", "50000");
        settings.put("zookeeper.session.timeout.ms", "4000");
        settings.put("kafka.consumer.session.timeout.ms", "6000");
        String queue = "queue." + Tasks.QUEUE + ".";
        settings.put("queues", Tasks.QUEUE);
        settings.put(queue + "worker", "class");
        settings.put(queue + "class", RecordingWorker.class.getName());
        settings.put(queue + "codec", "json");
        settings.put(queue + "concurrency", Integer.toString(CONCURRENCY));
        settings.put(queue + "check", "class");
        settings.put(queue + "check.class", RecordingCheck.class.getName());
        return settings;
    }
}

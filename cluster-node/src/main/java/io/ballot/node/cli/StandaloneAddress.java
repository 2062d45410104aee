package io.ballot.node.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a running standalone of this installation is, by the file that it keeps while it lives. A file that is left over
 * names a process that is gone, and counts for nothing.
 */
record StandaloneAddress(String zookeeper, String kafka, String cluster) {

    static Optional<StandaloneAddress> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // none there, or none that can be read: then the configuration counts
        }
        String maybeZooKeeper = properties.getProperty("zookeeper.connect");
        String maybeKafka = properties.getProperty("kafka.bootstrap.servers");
        if (maybeZooKeeper == null || maybeKafka == null || !lives(properties.getProperty("pid", ""))) {
            return Optional.empty();
        }
        return Optional.of(
                new StandaloneAddress(maybeZooKeeper, maybeKafka, properties.getProperty("cluster.name", "ballot")));
    }

    private static boolean lives(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid.strip()))
                    .map(ProcessHandle::isAlive)
                    .orElse(false);
        } catch (NumberFormatException e) {
            return false; // somebody edited it
        }
    }
}

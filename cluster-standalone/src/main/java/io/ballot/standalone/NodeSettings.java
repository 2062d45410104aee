package io.ballot.standalone;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How every node of a standalone is to be configured: the user's file and settings first, then what makes several
 * nodes of one machine nodes of one cluster, which wins.
 *
 * @param maybeConfigFile the user's configuration file, absent for the node's own default
 * @param settings the user's {@code --set}, in order
 */
record NodeSettings(@Nullable Path maybeConfigFile, Map<String, String> settings) {
    private static final long DEFAULT_DRAIN_MS = 30_000;
    private static final long LET_GO_MS = 30_000;

    NodeSettings {
        settings = new LinkedHashMap<>(settings);
    }

    /**
     * The cluster's name as the nodes will read it. The command that looks at the cluster has to know it without
     * asking a node.
     *
     * @throws IOException if the configuration file is given and cannot be read
     */
    String clusterName(Map<String, String> environment) throws IOException {
        return valueOf("cluster.name", "ballot", environment);
    }

    /**
     * How long a node may take to stop, in ms: as long as it drains, and some time to let go of ZooKeeper and Kafka.
     *
     * @throws IOException if the configuration file is given and cannot be read
     */
    long stopMs(Map<String, String> environment) throws IOException {
        String drainMs = valueOf("shutdown.drain.ms", Long.toString(DEFAULT_DRAIN_MS), environment);
        try {
            return Long.parseLong(drainMs) + LET_GO_MS;
        } catch (NumberFormatException wrong) {
            // The node itself says what is wrong with it, and does not start.
            return DEFAULT_DRAIN_MS + LET_GO_MS;
        }
    }

    /** In the nodes' own order: flag, environment, file, default. */
    private String valueOf(String key, String defaultValue, Map<String, String> environment) throws IOException {
        String fromFlag = settings.get(key);
        if (fromFlag != null) {
            return fromFlag;
        }
        String fromEnvironment =
                environment.get("BALLOT_" + key.replace('.', '_').toUpperCase(Locale.ROOT));
        if (fromEnvironment != null) {
            return fromEnvironment;
        }
        Properties file = new Properties();
        if (maybeConfigFile != null) {
            try (Reader reader = Files.newBufferedReader(maybeConfigFile)) {
                file.load(reader);
            } catch (NoSuchFileException missing) {
                throw new IOException("there is no configuration file " + maybeConfigFile, missing);
            }
        }
        return file.getProperty(key, defaultValue).strip();
    }

    /** The arguments of the node's {@code run} command, with {@code own} settings after the user's. */
    List<String> runArguments(Map<String, String> own) {
        List<String> arguments = new ArrayList<>(List.of("run", "--exit-on-stdin-close"));
        if (maybeConfigFile != null) {
            arguments.addAll(
                    List.of("--config", maybeConfigFile.toAbsolutePath().toString()));
        }
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(own);
        all.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments;
    }
}

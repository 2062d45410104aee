package io.ballot.node.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that stand before or after any command. */
final class GlobalOptions {

    @Option(
            names = "--zookeeper",
            paramLabel = "HOSTS[/chroot]",
            scope = ScopeType.INHERIT,
            description = "the ZooKeeper ensemble of the cluster")
    @Nullable
    String maybeZooKeeper;

    @Option(names = "--cluster", paramLabel = "NAME", scope = ScopeType.INHERIT, description = "the cluster's name")
    @Nullable
    String maybeCluster;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOSTS",
            scope = ScopeType.INHERIT,
            description = "the Kafka brokers")
    @Nullable
    String maybeBootstrapServer;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "settings of the Kafka and ZooKeeper clients, security above all")
    @Nullable
    Path maybeCommandConfig;

    @Option(
            names = "--admin",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "ask this node for the cluster, not ZooKeeper")
    @Nullable
    URI maybeAdmin;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            defaultValue = "table",
            description = "table, wide, json or jsonl (default: table)")
    Format format = Format.TABLE;

    @Option(
            names = "--watch",
            paramLabel = "SECONDS",
            arity = "0..1",
            fallbackValue = "2",
            preprocessor = AttachedOnly.class,
            scope = ScopeType.INHERIT,
            description = "show it again and again (default: every 2 seconds), until Ctrl-C")
    @Nullable
    Double maybeWatchSeconds;

    @Option(names = "--no-headers", scope = ScopeType.INHERIT, description = "tables without their first line")
    boolean noHeaders;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            scope = ScopeType.INHERIT,
            defaultValue = "5",
            description = "how long to wait for each of ZooKeeper, Kafka and the nodes (default: 5)")
    double timeoutSeconds = 5;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            defaultValue = "auto",
            description = "auto, always or never (default: auto)")
    Color color = Color.AUTO;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "a file whose first line is sent to the nodes as a bearer token")
    @Nullable
    Path maybeTokenFile;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this help")
    boolean help;

    int timeoutMs() {
        return (int) Math.max(100, Math.min(600_000, timeoutSeconds * 1000));
    }
}

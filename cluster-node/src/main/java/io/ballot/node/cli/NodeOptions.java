package io.ballot.node.cli;

import io.ballot.node.config.ConfigException;
import io.ballot.node.config.ConfigReport;
import io.ballot.node.config.NodeConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What {@code bin/node.sh} is told about the node, before or after the command. */
final class NodeOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "the configuration (default: conf/node.properties)")
    @Nullable
    Path maybeConfig;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            mapFallbackValue = "",
            description = "one setting; again and again; beats file and environment")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--node-id", paramLabel = "ID", scope = ScopeType.INHERIT, description = "the node's name")
    @Nullable
    String maybeNodeId;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this help")
    boolean help;

    /** The file that counts; null if there is none. */
    @Nullable
    Path maybeFile(Home home) {
        return maybeConfig != null ? maybeConfig : home.defaultConfig().orElse(null);
    }

    Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>(settings);
        if (maybeNodeId != null) {
            flags.put("node.id", maybeNodeId);
        }
        return flags;
    }

    /** @throws CommandFailedException with every problem, one a line */
    NodeConfig load(Home home, Map<String, String> environment) throws CommandFailedException {
        try {
            return NodeConfig.load(maybeFile(home), flags(), environment);
        } catch (ConfigException e) {
            throw CommandFailedException.wrongUse(ConfigReport.failure(e).strip());
        }
    }

    /** These options as arguments of another process that runs in the same directory. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (maybeConfig != null) {
            arguments.addAll(List.of("--config", maybeConfig.toString()));
        }
        flags().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments;
    }
}

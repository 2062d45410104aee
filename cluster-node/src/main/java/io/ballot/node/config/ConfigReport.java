package io.ballot.node.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts behind {@code bin/node.sh config check} and {@code config show}. */
public final class ConfigReport {

    /** A node that is told nonsense exits with this, so that a supervisor does not start it again and again. */
    public static final int EXIT_WRONG_CONFIGURATION = 2;

    private static final int WIDEST_ALIGNED = 72;

    /**
     * What a command prints and how it ends.
     *
     * @param exitCode 0, or {@link #EXIT_WRONG_CONFIGURATION}
     * @param out for standard output; every line ended, empty for nothing
     * @param err for standard error; every line ended, empty for nothing
     */
    public record Outcome(int exitCode, String out, String err) {}

    private ConfigReport() {}

    /** {@code config check}: all problems and warnings, or one line that says what was found good. */
    public static Outcome check(@Nullable Path file, Map<String, String> flags, Map<String, String> environment) {
        try {
            NodeConfig config = NodeConfig.load(file, flags, environment);
            return new Outcome(0, okLine(file, config), lines(config.warnings()));
        } catch (ConfigException e) {
            return new Outcome(EXIT_WRONG_CONFIGURATION, "", failure(e));
        }
    }

    /** {@code config show}: the effective values with their origin, secrets hidden. */
    public static Outcome show(@Nullable Path file, Map<String, String> flags, Map<String, String> environment) {
        try {
            NodeConfig config = NodeConfig.load(file, flags, environment);
            return new Outcome(0, show(config), lines(config.warnings()));
        } catch (ConfigException e) {
            return new Outcome(EXIT_WRONG_CONFIGURATION, "", failure(e));
        }
    }

    /** One line per setting: {@code key=value  # origin}. */
    public static String show(NodeConfig config) {
        List<Setting> settings = EffectiveSettings.of(config);
        int width = settings.stream()
                .mapToInt(setting -> assignment(setting).length())
                .filter(length -> length <= WIDEST_ALIGNED)
                .max()
                .orElse(0);
        return settings.stream()
                .map(setting -> padded(assignment(setting), width) + "  # " + setting.origin() + "\n")
                .collect(Collectors.joining());
    }

    /** All that kept a node from starting, one problem a line, and what would have been warned of. */
    public static String failure(ConfigException e) {
        return lines(Stream.concat(e.problems().stream(), e.warnings().stream())
                .sorted(Problem.BY_PLACE)
                .toList());
    }

    private static String okLine(@Nullable Path file, NodeConfig config) {
        String queues = config.queues().isEmpty()
                ? "no queues"
                : "queues " + String.join(", ", config.queues().keySet());
        return "ok: " + (file == null ? "no file" : file) + ", node " + config.nodeId() + " of cluster "
                + config.clusterName() + ", " + queues + "\n";
    }

    private static String lines(List<Problem> problems) {
        return problems.stream().map(problem -> problem + "\n").collect(Collectors.joining());
    }

    private static String assignment(Setting setting) {
        return setting.key() + "="
                + setting.shown().replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}

package io.ballot.standalone;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@link Standalone}.
 *
 * @param nodes how many
 * @param fresh wipe what is there first
 * @param help print how it is used and end
 * @param exitOnStdinClose end, in order, when standard input is closed
 * @param maybeConfigFile for every node
 * @param settings for every node
 */
record StandaloneOptions(
        int nodes,
        boolean fresh,
        boolean help,
        boolean exitOnStdinClose,
        @Nullable Path maybeConfigFile,
        Map<String, String> settings) {
    static final String USAGE = """
            usage: bin/node.sh standalone [--nodes N] [--fresh] [--config FILE] [--set KEY=VALUE]...

            Runs ZooKeeper, Kafka and N nodes (default 3), each its own process, on free ports of this machine.
              --nodes N        how many nodes, named n1, n2, ...
              --fresh          forget everything from the time before
              --config FILE    the configuration of every node
              --set KEY=VALUE  a setting of every node, again and again
            Ctrl-C stops all of it in order, a second one at once.""";

    private static final int DEFAULT_NODES = 3;

    /** @throws IllegalArgumentException with a line for the user */
    static StandaloneOptions parse(List<String> args) {
        int nodes = DEFAULT_NODES;
        boolean fresh = false;
        boolean help = false;
        boolean exitOnStdinClose = false;
        @Nullable Path configFile = null;
        Map<String, String> settings = new LinkedHashMap<>();
        Deque<String> rest = new ArrayDeque<>(args);
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case "--nodes" -> nodes = Arguments.positiveOf(option, rest);
                case "--fresh" -> fresh = true;
                case "--help", "-h" -> help = true;
                case "--exit-on-stdin-close" -> exitOnStdinClose = true;
                case "--config" -> configFile = Path.of(Arguments.valueOf(option, rest));
                case "--set" -> {
                    Map.Entry<String, String> setting = Arguments.settingOf(option, rest);
                    settings.put(setting.getKey(), setting.getValue());
                }
                default -> throw new IllegalArgumentException("standalone knows no option " + option);
            }
        }
        return new StandaloneOptions(nodes, fresh, help, exitOnStdinClose, configFile, settings);
    }
}

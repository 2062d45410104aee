package io.ballot.standalone;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@link StandaloneServers}.
 *
 * @param data where the servers keep everything
 * @param fresh wipe {@code data} first
 * @param exitOnStdinClose end when standard input is closed
 * @param tickMs ZooKeeper's tick
 * @param kafkaSettings settings of the broker, by Kafka's names
 */
record ServersOptions(
        Path data, boolean fresh, boolean exitOnStdinClose, int tickMs, Map<String, String> kafkaSettings) {
    static final String USAGE = "usage: StandaloneServers --data DIR [--fresh] [--exit-on-stdin-close]"
            + " [--tick-ms MS] [--kafka-setting NAME=VALUE]...";

    /** @throws IllegalArgumentException with a line for the user */
    static ServersOptions parse(List<String> args) {
        @Nullable Path data = null;
        boolean fresh = false;
        boolean exitOnStdinClose = false;
        int tickMs = 500;
        Map<String, String> kafkaSettings = new LinkedHashMap<>();
        Deque<String> rest = new ArrayDeque<>(args);
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case "--data" -> data = Path.of(Arguments.valueOf(option, rest));
                case "--fresh" -> fresh = true;
                case "--exit-on-stdin-close" -> exitOnStdinClose = true;
                case "--tick-ms" -> tickMs = Arguments.positiveOf(option, rest);
                case "--kafka-setting" -> {
                    Map.Entry<String, String> setting = Arguments.settingOf(option, rest);
                    kafkaSettings.put(setting.getKey(), setting.getValue());
                }
                default -> throw new IllegalArgumentException("unknown option " + option + "; " + USAGE);
            }
        }
        if (data == null) {
            throw new IllegalArgumentException("--data is missing; " + USAGE);
        }
        return new ServersOptions(data, fresh, exitOnStdinClose, tickMs, kafkaSettings);
    }
}

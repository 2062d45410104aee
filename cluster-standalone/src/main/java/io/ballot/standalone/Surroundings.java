package io.ballot.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the script and the environment say about this installation.
 *
 * <p>System properties: {@code ballot.home} (where {@code conf} and {@code plugins} are), {@code ballot.classpath}
 * (the nodes'), {@code ballot.node.main}. Environment: {@code BALLOT_HOME} (where {@code var} is, if not there),
 * {@code BALLOT_HEAP_OPTS} and {@code BALLOT_JVM_OPTS} (for the nodes).
 */
final class Surroundings {
    /** Several nodes share one machine here; a node in production gets its heap from whoever runs it. */
    private static final String DEFAULT_HEAP = "-Xms32m -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private static final List<String> HANDED_ON = List.of("ballot.home", "logback.configurationFile");

    private final Properties properties;
    private final Map<String, String> environment;

    Surroundings(Properties properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    private Path home() {
        return Path.of(properties.getProperty("ballot.home", ""));
    }

    /** {@code var/standalone}. */
    Path directory() {
        String var = environment.get("BALLOT_HOME");
        return (var == null ? home() : Path.of(var)).resolve("var").resolve("standalone");
    }

    /** {@code conf/node.properties} of this installation, if it is there. */
    Optional<Path> defaultConfigFile() {
        Path file = home().resolve("conf").resolve("node.properties");
        return Files.isReadable(file) ? Optional.of(file) : Optional.empty();
    }

    /** @throws IllegalStateException if the script does not say it */
    String nodeClassPath() {
        String classPath = properties.getProperty("ballot.classpath");
        if (classPath == null) {
            throw new IllegalStateException("the system property ballot.classpath, the nodes' class path, is not set");
        }
        return classPath;
    }

    /** The class that is a node; {@code ballot.node.main} names another one, for embedders who have their own. */
    String nodeMainClass() {
        return properties.getProperty("ballot.node.main", NodeLauncher.MAIN_CLASS);
    }

    List<String> nodeJvmOptions() {
        List<String> options = new ArrayList<>();
        options.addAll(words(environment.getOrDefault("BALLOT_HEAP_OPTS", DEFAULT_HEAP)));
        options.addAll(words(environment.getOrDefault("BALLOT_JVM_OPTS", "")));
        for (String name : HANDED_ON) {
            String value = properties.getProperty(name);
            if (value != null) {
                options.add("-D" + name + "=" + value);
            }
        }
        return options;
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}

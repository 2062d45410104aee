package io.ballot.node.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where this installation is and where it keeps what changes.
 *
 * @param installed holds {@code conf} and {@code plugins}; the system property {@code ballot.home}
 * @param var pid files, logs, data; below {@code BALLOT_HOME} if that is set, else below {@code installed}
 */
record Home(Path installed, Path var) {

    static Home of(Properties system, Map<String, String> environment) {
        Path installed = Path.of(system.getProperty("ballot.home", ""));
        String maybeHome = environment.get("BALLOT_HOME");
        Path base = maybeHome == null || maybeHome.isBlank() ? installed : Path.of(maybeHome);
        return new Home(installed, base.resolve("var"));
    }

    /** {@code conf/node.properties}, if it can be read. */
    Optional<Path> defaultConfig() {
        Path file = installed.resolve("conf").resolve("node.properties");
        return Files.isReadable(file) ? Optional.of(file) : Optional.empty();
    }

    Path standaloneFile() {
        return var.resolve("standalone").resolve("cluster.properties");
    }
}

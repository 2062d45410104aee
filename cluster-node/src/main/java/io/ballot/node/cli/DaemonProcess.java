package io.ballot.node.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The process of a background node, as it is started. */
final class DaemonProcess {

    private static final String MAIN = "io.ballot.node.NodeMain";

    /** What a terminal sends to its processes, Ctrl-C and hang-up, is not meant for a node in the background. */
    private static final String DEAF_TO_THE_TERMINAL = "trap '' INT HUP; exec \"$@\"";

    /** Properties of this process that the node needs as well. */
    private static final List<String> HANDED_ON = List.of("ballot.home", "logback.configurationFile");

    private DaemonProcess() {}

    /** Starts it; standard output and error go to the daemon's files. */
    static Process start(Daemon daemon, NodeOptions options, Map<String, String> environment) throws IOException {
        Path out = daemon.outFile();
        Files.createDirectories(out.toAbsolutePath().getParent());
        Files.createDirectories(daemon.logFile().toAbsolutePath().getParent());
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DEAF_TO_THE_TERMINAL, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions(environment));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "run"));
        command.addAll(options.arguments());
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(daemon.logFile().toFile()))
                .start();
    }

    private static List<String> jvmOptions(Map<String, String> environment) {
        List<String> options = new ArrayList<>();
        options.addAll(words(System.getProperty("ballot.node.jvm", "")));
        options.addAll(words(environment.getOrDefault("BALLOT_JVM_OPTS", "")));
        for (String name : HANDED_ON) {
            String maybeValue = System.getProperty(name);
            if (maybeValue != null) {
                options.add("-D" + name + "=" + maybeValue);
            }
        }
        return options;
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\\s+"));
    }
}

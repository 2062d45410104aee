package io.ballot.chaos.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for small JVMs: many of them share two processors. */
final class Java {

    private Java() {}

    static List<String> command(
            int heapMb, List<String> options, String classPath, String main, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Dballot.chaos.run=" + ProcessHandle.current().pid());
        line.addAll(List.of(
                "-Xms32m",
                "-Xmx" + heapMb + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData"));
        line.addAll(options);
        line.addAll(List.of("-cp", classPath, main));
        line.addAll(arguments);
        return line;
    }

    /** @throws IllegalStateException if the script does not say it */
    static String propertyOrThrow(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the system property " + name + " is not set; use dev/chaos.sh");
        }
        return value;
    }
}

package io.ballot.node.execution;

import static io.ballot.node.execution.Bench.soon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Processes that a test's commands have written the number of to a file. */
final class Processes {

    private Processes() {}

    /** The number in the file, as soon as it is there. */
    static long pid(Path file) {
        return soon().until(() -> maybePid(file), pid -> pid > 0);
    }

    private static long maybePid(Path file) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        return text.endsWith("\n") ? Long.parseLong(text.strip()) : 0;
    }

    static boolean isAlive(long pid) {
        Optional<String> state = maybeState(pid);
        return state.isPresent() && !state.get().equals("Z");
    }

    static void assertEnds(Path pidFile) {
        long pid = pid(pidFile);
        soon().until(() -> !isAlive(pid));
    }

    private static Optional<String> maybeState(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[0]);
        } catch (IOException e) {
            return Optional.empty(); // gone
        }
    }

    static void signal(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " -- " + pid)
                .start()
                .waitFor();
    }
}

package io.ballot.node.execution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Process groups of the operating system, which Java knows nothing of. Reads Linux's {@code /proc}; elsewhere no group is
 * ever found, and only the guard kills.
 */
final class ProcessGroups {

    private static final Logger log = LoggerFactory.getLogger(ProcessGroups.class);
    private static final Path PROC = Path.of("/proc");

    private ProcessGroups() {}

    /** Whether a process of the group still runs; a zombie does not. */
    static boolean isAlive(long group) {
        return members(group).findAny().isPresent();
    }

    /**
     * Whether the group that is alive now is the one that was recorded, not a later one with the same number: its first
     * process has the recorded start time, or, with that one gone, another has the task's id in its environment.
     */
    static boolean isStill(GuardRecord record, String taskMarker) {
        if (!currentBootId().equals(record.bootId())) {
            return false;
        }
        Optional<Stat> leader = stat(PROC.resolve(Long.toString(record.group())));
        if (leader.isPresent()) {
            return leader.get().group() == record.group() && leader.get().startTime() == record.startTime();
        }
        return members(record.group()).anyMatch(process -> hasInEnvironment(process, taskMarker));
    }

    /** Sends the signal to every process of the group, by the shell, which knows how. */
    static void signal(String signal, long group) throws IOException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " -- -" + group)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!kill.waitFor(5, TimeUnit.SECONDS)) {
                throw new IOException("kill -s " + signal + " of process group " + group + " does not return");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the signal is under way; whoever waits for the group looks again
        }
    }

    static String currentBootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            log.debug("no boot id on this system", e);
            return "-";
        }
    }

    private record Stat(char state, long group, long startTime) {}

    private static Stream<Path> members(long group) {
        if (!Files.isDirectory(PROC)) {
            return Stream.empty();
        }
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries
                    .filter(entry ->
                            Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .filter(entry -> stat(entry)
                            .filter(stat -> stat.group() == group && stat.state() != 'Z')
                            .isPresent())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot list the processes", e);
        }
    }

    /** Empty when the process is gone. */
    private static Optional<Stat> stat(Path process) {
        try {
            String line = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name, in parentheses, may hold anything; state, parent and group follow, the start is the 20th.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return Optional.of(new Stat(fields[0].charAt(0), Long.parseLong(fields[2]), Long.parseLong(fields[19])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean hasInEnvironment(Path process, String marker) {
        try {
            byte[] environment = Files.readAllBytes(process.resolve("environ"));
            return Arrays.asList(new String(environment, StandardCharsets.UTF_8).split("\0"))
                    .contains(marker);
        } catch (IOException e) {
            return false; // gone meanwhile, or another user's: not ours
        }
    }
}

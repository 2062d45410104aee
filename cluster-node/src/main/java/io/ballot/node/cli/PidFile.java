package io.ballot.node.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Remembers a background node's process: its id and, since ids are used again, when it was started.
 */
final class PidFile {

    private static final String UNKNOWN_START = "unknown";

    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    /** What the file says. */
    enum State {
        RUNNING,
        /** There is a file, but not its process. */
        DEAD,
        NONE
    }

    void write(ProcessHandle process) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, process.pid() + "\n" + start(process) + "\n");
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    State state() throws IOException {
        return process().isPresent() ? State.RUNNING : Files.exists(file) ? State.DEAD : State.NONE;
    }

    /** The process, while it lives. */
    Optional<ProcessHandle> process() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            String start = lines.size() > 1 ? lines.get(1) : UNKNOWN_START;
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                            .filter(ProcessHandle::isAlive)
                            .filter(process -> start.equals(UNKNOWN_START) || start.equals(start(process)));
        } catch (NumberFormatException e) {
            return Optional.empty(); // not ours, or damaged: it names no process
        }
    }

    private static String start(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse(UNKNOWN_START);
    }
}

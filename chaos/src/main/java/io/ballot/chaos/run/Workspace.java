package io.ballot.chaos.run;

import io.ballot.chaos.lab.Disks;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** The directories of runs, {@code ballot-chaos-PID}, so that what a killed run left is known for what it is. */
final class Workspace {

    private static final String PREFIX = "ballot-chaos-";

    private Workspace() {}

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    static Path create() throws IOException {
        return Files.createDirectory(
                temporary().resolve(PREFIX + ProcessHandle.current().pid()));
    }

    /** Removes the directories of runs whose process is gone. */
    static void sweep() throws IOException, InterruptedException {
        List<Path> found;
        try (Stream<Path> all = Files.list(temporary())) {
            found = all.filter(path -> path.getFileName().toString().matches(PREFIX + "[0-9]{1,18}"))
                    .toList();
        }
        for (Path path : found) {
            long pid = Long.parseLong(path.getFileName().toString().substring(PREFIX.length()));
            boolean ours = pid == ProcessHandle.current().pid();
            if (ours || ProcessHandle.of(pid).isEmpty()) {
                Disks.sweep(path);
                delete(path);
            }
        }
    }

    /** Removes it with all that is in it; nothing if it is gone. Whoever still dies there may remove files meanwhile. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                if (failed instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failed;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failed) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

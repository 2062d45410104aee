package io.ballot.examples.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A temporary directory for all that the demo writes, removed at its end unless it is asked to be kept. */
final class Workspace implements AutoCloseable {

    private final Path directory;
    private final boolean keep;

    private Workspace(Path directory, boolean keep) {
        this.directory = directory;
        this.keep = keep;
    }

    static Workspace create(boolean keep) throws IOException {
        return new Workspace(Files.createTempDirectory("ballot-demo-"), keep);
    }

    Path directory() {
        return directory;
    }

    /** Removes it; a second call does nothing. */
    @Override
    public void close() throws IOException {
        if (keep || !Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            /** Kafka renames files while it ends. */
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

package io.ballot.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Directories as they would be found after the process was killed at that moment: nothing of them is in the process. */
final class Copies {

    private Copies() {}

    static Path directory(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String name : names(from)) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
        return to;
    }

    /** Sorted. */
    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Those of the journal. */
    static List<String> journal(Path directory) throws IOException {
        return names(directory).stream()
                .filter(name -> name.startsWith("journal"))
                .toList();
    }
}

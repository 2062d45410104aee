package io.ballot.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Creates and empties the servers' data directories. */
final class Directories {
    private Directories() {}

    /**
     * Creates {@code directory} if it is missing and empties it when {@code fresh}.
     *
     * @return the directory, absolute
     * @throws IOException if it cannot be created or something in it cannot be deleted
     */
    static Path prepare(Path directory, boolean fresh) throws IOException {
        if (fresh) {
            deleteContents(directory);
        }
        return Files.createDirectories(directory.toAbsolutePath().normalize());
    }

    /**
     * Deletes everything below {@code directory}, but not the directory itself and not the files directly in it that
     * {@code keep} names. Links are deleted, never followed: data may have been moved elsewhere by hand.
     */
    static void deleteContents(Path directory, String... keep) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<String> kept = List.of(keep);
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(directory)) {
            entries = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            boolean isKept = directory.equals(entry.getParent())
                    && kept.contains(entry.getFileName().toString());
            if (!entry.equals(directory) && !isKept) {
                Files.deleteIfExists(entry);
            }
        }
    }
}

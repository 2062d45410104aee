package io.ballot.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a journal: {@code journal-N} with a growing N, of which the highest counts; it begins with all that the older
 * ones tell. One that is being begun has {@code .tmp} behind its name.
 */
final class Segments {

    private static final String PREFIX = "journal-";
    private static final int DIGITS = 10;

    private final Path directory;

    Segments(Path directory) {
        this.directory = directory;
    }

    Path file(long number) {
        return directory.resolve(PREFIX + String.format("%0" + DIGITS + "d", number));
    }

    Path unfinished(long number) {
        return directory.resolve(file(number).getFileName() + ".tmp");
    }

    /** The file in which damage is kept for people; the latest only. */
    Path aside() {
        return directory.resolve("journal.bad");
    }

    /** Ascending. */
    List<Long> numbers() throws IOException {
        return List.copyOf(finished().keySet());
    }

    private TreeMap<Long, Path> finished() throws IOException {
        TreeMap<Long, Path> found = new TreeMap<>();
        for (Path file : all()) {
            String digits = file.getFileName().toString().substring(PREFIX.length());
            if (digits.matches("[0-9]{" + DIGITS + "}")) {
                found.put(Long.parseLong(digits), file);
            }
        }
        return found;
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
    }

    /** Deletes what {@code number} has made superfluous, and what was never finished. */
    void deleteAllBut(long number) throws IOException {
        List<Path> superfluous = new ArrayList<>(all());
        superfluous.remove(file(number));
        for (Path file : superfluous) {
            Files.deleteIfExists(file);
        }
    }

    /** Puts {@code number} aside, in place of what was put there before. */
    void putAside(long number) throws IOException {
        DurableFiles.rename(file(number), aside());
    }
}

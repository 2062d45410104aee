package io.ballot.core.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every kind of warning that the machines can give, read from their sources: a new one is missed when it never occurs. */
final class WarningSites {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final List<Pattern> SITES = List.of(
            Pattern.compile("\\bwarn\\(\\s*\"([a-z]+)\""),
            Pattern.compile("Command\\.Level\\.(?:WARN|ERROR),\\s*\"([a-z]+)\""));

    private WarningSites() {}

    static TreeSet<String> kinds() {
        TreeSet<String> kinds = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                for (Pattern site : SITES) {
                    Matcher matcher = site.matcher(source);
                    while (matcher.find()) {
                        kinds.add(matcher.group(1));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (kinds.size() < 5) {
            throw new IllegalStateException("only " + kinds + " found below " + SOURCES.toAbsolutePath());
        }
        return kinds;
    }
}

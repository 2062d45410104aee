package io.ballot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documents name is there: links and their headings, files, Java sources, and snippets word for word. A document
 * that names what was renamed is worse than none.
 */
class DocumentsTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", "."))
            .toAbsolutePath()
            .resolve("..")
            .normalize();

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern FILE = Pattern.compile("(?:[\\w.-]+/)+[\\w.-]+\\.(?:java|proto|md|sh|xml|properties)");
    private static final Pattern SOURCE = Pattern.compile("[A-Z]\\w+\\.java");
    private static final Pattern SNIPPET = Pattern.compile("(?s)<!-- snippet: (\\S+) -->\\n```java\\n(.*?)```");
    private static final Pattern STEP = Pattern.compile("(?m)^[1-7]\\. `(\\S+\\.java)`");

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(
                List.of(ROOT.resolve("README.md"), ROOT.resolve("CHANGELOG.md"), ROOT.resolve("CONTRIBUTING.md")));
        try (var files = Files.list(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyRelativeLinkLeadsToAFileAndAHeadingThatExist(Path document) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher links = LINK.matcher(withoutCode(document));
        while (links.find()) {
            String target = links.group(1);
            if (!target.contains("://") && !leadsSomewhere(document, target)) {
                broken.add(target);
            }
        }
        assertThat(broken)
                .as("links of %s that lead nowhere", ROOT.relativize(document))
                .isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String target) throws IOException {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty() ? document : document.resolveSibling(path).normalize();
        return Files.exists(file) && (hash < 0 || headings(file).contains(target.substring(hash + 1)));
    }

    /** As GitHub makes anchors of headings. */
    private static Set<String> headings(Path document) throws IOException {
        Set<String> anchors = new TreeSet<>();
        for (String line : withoutCode(document).lines().toList()) {
            if (line.startsWith("#")) {
                String text = line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT);
                anchors.add(text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
            }
        }
        return anchors;
    }

    private static String withoutCode(Path document) throws IOException {
        return FENCE.matcher(Files.readString(document)).replaceAll("");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyFileThatIsNamedExists(Path document) throws IOException {
        Set<String> sources = sources();
        Set<String> missing = new TreeSet<>();
        Matcher code = CODE.matcher(withoutCode(document));
        while (code.find()) {
            String name = code.group(1);
            boolean isElsewhere = name.contains("/target/") || name.startsWith("var/") || name.startsWith("bin/");
            if (FILE.matcher(name).matches() && !isElsewhere && !Files.exists(ROOT.resolve(name))) {
                missing.add(name);
            } else if (SOURCE.matcher(name).matches() && !sources.contains(name)) {
                missing.add(name);
            }
        }
        assertThat(missing).as("files that %s names", ROOT.relativize(document)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everySnippetStandsWordForWordInItsSource(Path document) throws IOException {
        Matcher snippets = SNIPPET.matcher(Files.readString(document));
        while (snippets.find()) {
            assertThat(Files.readString(ROOT.resolve(snippets.group(1))))
                    .as("%s, snippet of %s", ROOT.relativize(document), snippets.group(1))
                    .contains(snippets.group(2));
        }
    }

    @Test
    void oneTasksWayIsTheSameSevenFilesInTheReadmeAndInTheArchitecture() throws IOException {
        List<String> readme = steps(ROOT.resolve("README.md"));

        assertThat(readme).hasSize(7);
        assertThat(steps(ROOT.resolve("docs/architecture.md"))).isEqualTo(readme);
    }

    private static List<String> steps(Path document) throws IOException {
        return STEP.matcher(Files.readString(document))
                .results()
                .map(step -> step.group(1))
                .toList();
    }

    /** Names of all Java sources of the tree. */
    private static Set<String> sources() throws IOException {
        Set<String> names = new TreeSet<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean skipped = name.equals("target") || name.equals("var") || name.startsWith(".");
                return skipped && !directory.equals(ROOT) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.endsWith(".java")) {
                    names.add(name);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return names;
    }
}

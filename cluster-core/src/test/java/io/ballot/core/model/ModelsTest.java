package io.ballot.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol's models hold with all rules and with no rule less, and a search that was cut short does not pass for one. */
final class ModelsTest {

    private static final long PATIENCE_MINUTES = 10;

    @TempDir
    private Path directory;

    private record Ran(int exitCode, String out, String err) {
        List<String> rows() {
            return out.lines()
                    .filter(line ->
                            line.contains(" none ") || line.contains(" violation ") || line.contains(" reached "))
                    .toList();
        }
    }

    private static Path checkout() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isRegularFile(at.resolve("dev/model.sh"))) {
            at = at.getParent();
        }
        assertThat(at).as("the checkout").isNotNull();
        return at;
    }

    private static String searchPath() {
        return System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    }

    private static boolean onPath(String tool) {
        return Stream.of(searchPath().split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }

    private static void needsTheChecker() {
        for (String tool : List.of("spin", "gcc")) {
            assumeTrue(onPath(tool), "there is no " + tool + " here (Debian, Ubuntu: apt-get install spin gcc)");
        }
    }

    private Ran run(String path, String... args) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        List<String> command = Stream.concat(
                        Stream.of(
                                "/bin/bash", checkout().resolve("dev/model.sh").toString()),
                        Stream.of(args))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("PATH", path);
        builder.environment().put("TMPDIR", scratch.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroy();
            throw new AssertionError("the models took too long: " + Files.readString(out));
        }
        assertThat(scratch).as("nothing is left behind").isEmptyDirectory();
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void theRulesAreEnoughAndNoneCanBeTakenAway() throws Exception {
        needsTheChecker();

        Ran ran = run(searchPath(), "--quick");

        assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.rows()).hasSizeGreaterThan(60).noneMatch(row -> row.contains("differs"));
        assertThat(ran.out()).endsWith("8 models, 0 violations\n");
        try (Stream<Path> files = Files.list(checkout().resolve("docs/model"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.endsWith(".pml") || name.equals("README.md"));
        }
    }

    @Test
    void aSearchThatWasCutShortIsAFailure() throws Exception {
        needsTheChecker();

        Ran deep = run(searchPath(), "--depth", "30", "exec", "small");
        Ran large = run(searchPath(), "--memory", "40", "exec", "small");

        assertThat(deep.exitCode()).as(deep.out()).isEqualTo(1);
        assertThat(deep.out()).contains("too deep", "1 of 1 runs differ");
        assertThat(large.exitCode()).as(large.out()).isEqualTo(1);
        assertThat(large.out()).contains("out of memory", "1 of 1 runs differ");
    }

    @Test
    void aCounterexampleIsShownStepByStep() throws Exception {
        needsTheChecker();

        Ran ran = run(searchPath(), "--trail", "generations", "R5.horizon");

        assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).containsSubsequence("grants record 0 as new", "rotates", "grants record 0 as new");
    }

    @Test
    void aMissingToolIsNamedWithThePackageToInstall() throws Exception {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of("dirname", "awk")) {
            Path found = Stream.of(searchPath().split(File.pathSeparator))
                    .map(place -> Path.of(place, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            Path wrapper = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
            assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        }

        Ran ran = run(tools.toString());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("there is no spin").contains("apt-get install spin gcc");
    }

    @Test
    void theRunsAreListedAndAnUnknownOneIsRefused() throws Exception {
        Ran listed = run(searchPath(), "--list");

        assertThat(listed.exitCode()).as(listed.err()).isZero();
        assertThat(listed.out()).contains("grant ", "R3.member", "progress ", "R13.mark", "R14.token");
        for (String[] wrong : new String[][] {{"nothing"}, {"grant", "nothing"}, {"--nothing"}, {"--depth", "deep"}}) {
            assertThat(run(searchPath(), wrong).exitCode())
                    .as(String.join(" ", wrong))
                    .isEqualTo(2);
        }
    }
}

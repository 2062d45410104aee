package io.ballot.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts find Java and the jars, wherever they are run, and say what is missing. */
@Tag("U1")
final class ScriptsTest {

    /** What the scripts may use beside bash and Java. */
    private static final List<String> COREUTILS = List.of("readlink", "mkdir", "rm", "cp", "sleep", "cat", "uname");

    @TempDir
    private Path directory;

    private Path installed;
    private Path tools;

    static Stream<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(Distribution.checkout().resolve("bin"))) {
            return files.filter(file -> file.toString().endsWith(".sh")).toList().stream();
        }
    }

    @BeforeEach
    void install() throws IOException {
        installed = Distribution.unpack(directory.resolve("with a space"));
        tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : COREUTILS) {
            for (Path place : List.of(Path.of("/usr/bin"), Path.of("/bin"))) {
                if (Files.isExecutable(place.resolve(tool))) {
                    executable(tools.resolve(tool), "exec " + place.resolve(tool) + " \"$@\"");
                }
            }
        }
    }

    private static void executable(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Terminal.Ran run(Map<String, String> environment, String script, String... args) throws Exception {
        String[] command = Stream.concat(
                        Stream.of(installed.resolve("bin").resolve(script).toString()), Stream.of(args))
                .toArray(String[]::new);
        return new Shell(directory, environment).run(command);
    }

    private Map<String, String> withJava() {
        return Map.of("PATH", tools.toString(), "JAVA_HOME", System.getProperty("java.home"));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everyScriptIsValidBash(Path script) throws Exception {
        Terminal.Ran ran = new Shell(directory, Map.of("PATH", "/usr/bin:/bin")).run("-n", script.toString());

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster.sh", "node.sh"})
    void withoutJavaTheScriptSaysWhatToInstall(String script) throws Exception {
        Terminal.Ran ran = run(Map.of("PATH", tools.toString()), script, "version");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).hasLineCount(1).contains("there is no Java").contains("openjdk-17-jdk-headless");
    }

    @Test
    void aJavaThatIsTooOldIsNamed() throws Exception {
        Path java = Files.createDirectories(directory.resolve("java11/bin")).resolve("java");
        executable(java, "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");

        Terminal.Ran ran = run(
                Map.of(
                        "PATH",
                        tools.toString(),
                        "JAVA_HOME",
                        directory.resolve("java11").toString()),
                "node.sh",
                "version");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).hasLineCount(1).contains("is Java 11").contains("JDK 17 or newer");
    }

    @Test
    void aWrongJavaHomeIsNamed() throws Exception {
        Terminal.Ran ran = run(Map.of("PATH", tools.toString(), "JAVA_HOME", "/nowhere"), "cluster.sh", "version");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("JAVA_HOME is /nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster.sh", "node.sh"})
    void anUnpackedDistributionRunsFromAnyDirectoryAndInOneWithSpaces(String script) throws Exception {
        Terminal.Ran ran = run(withJava(), script, "version");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("ballot ");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void aLinkToAScriptIsFollowed() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("cluster"), installed.resolve("bin/cluster.sh"));

        Terminal.Ran ran = new Shell(directory, withJava()).run(link.toString(), "version");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void theConfigurationIsThatOfTheInstallation() throws Exception {
        Terminal.Ran ran = run(withJava(), "node.sh", "config", "check", "--node-id", "n7");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("with a space/conf/node.properties").contains("node n7");
        Terminal.Ran wrong = run(withJava(), "node.sh", "config", "check", "--set", "lease.ms=soon");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--set lease.ms");
    }

    @Test
    void exitCodesComeThroughTheScript() throws Exception {
        assertThat(run(withJava(), "cluster.sh", "nonsense").exitCode()).isEqualTo(2);
        assertThat(run(withJava(), "node.sh", "status").exitCode()).isEqualTo(3);
    }

    @Test
    void aDirectoryThatIsNeitherIsSaidToBe() throws Exception {
        Files.delete(installed.resolve("lib/ballot-test.jar"));
        Files.delete(installed.resolve("lib"));

        Terminal.Ran ran = run(withJava(), "cluster.sh", "version");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("neither a distribution nor a checkout");
    }
}

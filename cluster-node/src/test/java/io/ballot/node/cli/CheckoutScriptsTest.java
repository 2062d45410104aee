package io.ballot.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a checkout the scripts build what is missing or too old, once, and otherwise leave Maven alone. In place of the build,
 * which takes a minute, stands a script that notes its arguments and leaves what the build leaves.
 */
@Tag("U1")
final class CheckoutScriptsTest {

    @TempDir
    private Path directory;

    private Path checkout;
    private Path source;
    private Path builds;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Distribution.unpack(directory.resolve("check out"));
        Path jar = checkout.resolve("lib/ballot-test.jar");
        source = checkout.resolve("cluster-core/src/main/java/io/ballot/A.java");
        Files.createDirectories(source.getParent());
        Files.createDirectories(checkout.resolve("cluster-node/src"));
        for (Path file : List.of(checkout.resolve("pom.xml"), checkout.resolve("cluster-node/pom.xml"), source)) {
            write(file, "source", Instant.now().minusSeconds(60));
        }
        builds = checkout.resolve("builds.txt");
        Path wrapper = checkout.resolve("mvnw");
        write(wrapper, """
                #!/bin/bash
                echo "$*" >>builds.txt
                sleep 1
                mkdir -p cluster-node/target/lib
                cp '%s' cluster-node/target/cluster-node-1.0.jar
                """.formatted(jar), Instant.now());
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
    }

    private static void write(Path file, String text, Instant changed) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(changed));
    }

    private Terminal.Ran run() {
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", System.getProperty("java.home"));
        try {
            return new Shell(directory, environment)
                    .run(checkout.resolve("bin/cluster.sh").toString(), "version");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int built() throws IOException {
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    @Test
    void whatIsMissingIsBuiltOnceWithOneLineThatSaysSo() throws Exception {
        Terminal.Ran first = run();

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("ballot ").hasLineCount(1);
        assertThat(first.err()).hasLineCount(1).startsWith("ballot: building cluster-node");
        assertThat(Files.readString(builds)).contains("-pl cluster-node -am package");

        Terminal.Ran second = run();
        assertThat(second.err()).isEmpty();
        assertThat(built()).isEqualTo(1);
    }

    @Test
    void aNewerSourceIsBuiltAgain() throws Exception {
        run();
        write(source, "changed", Instant.now().plusSeconds(2));

        assertThat(run().err()).startsWith("ballot: building cluster-node");
        assertThat(built()).isEqualTo(2);
    }

    @Test
    void twoScriptsDoNotBuildAtOnce() throws Exception {
        List<CompletableFuture<Terminal.Ran>> both =
                List.of(CompletableFuture.supplyAsync(this::run), CompletableFuture.supplyAsync(this::run));

        for (CompletableFuture<Terminal.Ran> one : both) {
            assertThat(one.join().exitCode()).as(one.join().err()).isZero();
        }
        assertThat(built()).isEqualTo(1);
    }

    @Test
    void aLockWhoseHolderIsGoneHoldsNobodyUp() throws Exception {
        Process gone = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        gone.waitFor();
        Files.createDirectories(checkout.resolve("var/build.lock"));
        Files.writeString(checkout.resolve("var/build.lock/pid"), gone.pid() + "\n");

        assertThat(run().exitCode()).isZero();
        assertThat(built()).isEqualTo(1);
    }

    @Test
    void aBuildThatFailsIsSaidToHaveFailed() throws Exception {
        write(checkout.resolve("mvnw"), "#!/bin/bash\necho 'no such module' >&2\nexit 1\n", Instant.now());

        Terminal.Ran ran = run();

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("no such module").contains("the build failed");
        assertThat(Files.exists(checkout.resolve("var/build.lock"))).isFalse();
    }
}

package io.ballot.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.protocol.Id128;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process, one directory, one cluster. */
class DataDirectoryTest {

    @TempDir
    Path temp;

    @Test
    void theIdentityStaysWithTheDirectory() throws Exception {
        Id128 first;
        try (DataDirectory directory = DataDirectory.open(temp.resolve("a/b"), "demo")) {
            first = directory.id();
        }
        try (DataDirectory again = DataDirectory.open(temp.resolve("a/b"), "demo");
                DataDirectory other = DataDirectory.open(temp.resolve("c"), "demo")) {
            assertThat(again.id()).isEqualTo(first).isNotEqualTo(other.id());
        }
    }

    @Test
    void aSecondNodeInTheSameProcessIsRefused() throws Exception {
        try (DataDirectory held = DataDirectory.open(temp, "demo")) {
            assertThatThrownBy(() -> DataDirectory.open(temp, "demo"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("data directory " + temp + " is in use by process "
                            + ProcessHandle.current().pid());
            assertThat(held.path()).isEqualTo(temp);
        }
    }

    @Test
    @Tag("F3")
    void aSecondProcessIsRefusedUntilTheFirstIsKilled() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("held");

            assertThatThrownBy(() -> DataDirectory.open(temp, "demo"))
                    .hasMessageContaining("is in use by process " + holder.pid());

            holder.destroyForcibly();
            assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();
            DataDirectory.open(temp, "demo").close();
        } finally {
            holder.destroyForcibly();
        }
    }

    /** A process that holds a directory until it is killed, or its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (DataDirectory directory = DataDirectory.open(Path.of(args[0]), "demo")) {
                System.out.println("held");
                int end = System.in.read();
                System.out.println("released " + directory.path() + " " + end);
            }
        }
    }

    @Test
    void aDirectoryOfAnotherClusterIsRefused() throws Exception {
        DataDirectory.open(temp, "demo").close();

        assertThatThrownBy(() -> DataDirectory.open(temp, "other"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("belongs to cluster 'demo', not to 'other'");
        DataDirectory.open(temp, "demo").close();
    }

    @Test
    void aDamagedIdentityIsRefused() throws Exception {
        DataDirectory.open(temp, "demo").close();
        Files.writeString(temp.resolve("directory.id"), "12");

        assertThatThrownBy(() -> DataDirectory.open(temp, "demo")).hasMessageContaining("damaged directory.id");
    }

    @Test
    void aPathThatIsNoDirectoryIsNamed() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.open(file, "demo"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot use data directory " + file);
    }
}

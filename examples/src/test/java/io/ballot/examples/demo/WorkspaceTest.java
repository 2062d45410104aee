package io.ballot.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Nothing is left lying about, unless it is asked for. */
class WorkspaceTest {

    @Test
    void itGoesWithAllThatIsInIt() throws Exception {
        Path directory;
        try (Workspace workspace = Workspace.create(false)) {
            directory = workspace.directory();
            Files.createDirectories(directory.resolve("a/b"));
            Files.writeString(directory.resolve("a/b/c"), "x");
            workspace.close();
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void itStaysWhereThatIsAskedFor() throws Exception {
        Workspace kept = Workspace.create(true);
        kept.close();
        assertThat(kept.directory()).exists();
        Files.delete(kept.directory());
    }
}

package io.ballot.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table finds its place in a document, and the words around it stay. */
class TableFileTest {

    @TempDir
    Path directory;

    @Test
    void aFileWithoutAPlaceForItIsTheTable() throws IOException {
        Path file = directory.resolve("new/table.md");
        TableFile.write(file, "| a |");
        TableFile.write(file, "| b |");
        assertThat(file).hasContent("| b |\n");
    }

    @Test
    void inADocumentOnlyTheTableChanges() throws IOException {
        Path file = directory.resolve("document.md");
        Files.writeString(file, "before\n" + TableFile.FROM + "\n| old |\n" + TableFile.TO + "\nafter\n");
        TableFile.write(file, "| new |");
        assertThat(file).hasContent("before\n" + TableFile.FROM + "\n| new |\n" + TableFile.TO + "\nafter\n");
    }

    @Test
    void aPlaceWithoutAnEndIsNotWrittenTo() throws IOException {
        Path file = directory.resolve("document.md");
        Files.writeString(file, TableFile.FROM + "\n| old |\n");
        assertThatThrownBy(() -> TableFile.write(file, "| new |")).hasMessageContaining(TableFile.TO);
        assertThat(file).content().contains("old");
    }
}

package io.ballot.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.protocol.NodeId;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.wire.SnapshotPartCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory over an orderly stop, whole or not at all (F5). */
@Tag("F5")
class SnapshotFileTest {

    @TempDir
    Path temp;

    private DataDirectory directory;
    private SnapshotFile file;

    @BeforeEach
    void open() throws Exception {
        directory = DataDirectory.open(temp, "demo");
        file = new SnapshotFile(directory, "demo", SampleMemory.N1);
    }

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void whatWasWrittenIsTakenOnce() throws Exception {
        Memory memory = SampleMemory.memory();
        file.write(memory);

        Memory taken = file.take().orElseThrow();

        assertThat(taken.store()).isEqualTo(memory.store());
        assertThat(taken.starts()).isEqualTo(3);
        assertThat(encoded(taken)).isEqualTo(encoded(memory));
        assertThat(file.take())
                .as("a crash after this must start with a new store")
                .isEmpty();
        assertThat(temp.resolve("snapshot.used")).exists();
        assertThat(temp.resolve("snapshot.tmp")).doesNotExist();
    }

    @Test
    void theFirstStartFindsNothing() throws Exception {
        assertThat(file.take()).isEmpty();
    }

    @Test
    void aDamagedFileIsKeptAsideAndCountsAsAbsent() throws Exception {
        file.write(SampleMemory.memory());
        byte[] torn = Arrays.copyOf(Files.readAllBytes(path()), 100);
        Files.write(path(), torn);

        assertThat(file.take()).isEmpty();

        assertThat(path()).doesNotExist();
        assertThat(Files.readAllBytes(temp.resolve("snapshot.bad"))).isEqualTo(torn);
    }

    @Test
    void theFileOfAnotherClusterOrNodeIsNotTaken() throws Exception {
        file.write(SampleMemory.memory());
        byte[] whole = Files.readAllBytes(path());

        assertThat(new SnapshotFile(directory, "demo", new NodeId("n2")).take()).isEmpty();
        Files.write(path(), whole);
        assertThat(new SnapshotFile(directory, "other", SampleMemory.N1).take()).isEmpty();
        assertThat(Files.readAllBytes(temp.resolve("snapshot.bad"))).isEqualTo(whole);
    }

    @Test
    @Tag("F4")
    void aFileThatCannotBeWrittenIsNamedAndTheOldOneStays() throws Exception {
        file.write(SampleMemory.memory());
        byte[] whole = Files.readAllBytes(path());
        Files.createDirectory(temp.resolve("snapshot.tmp"));

        assertThatThrownBy(() -> file.write(SampleMemory.memory()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot write " + path());

        assertThat(Files.readAllBytes(path())).isEqualTo(whole);
    }

    private Path path() {
        return temp.resolve("snapshot");
    }

    private static List<List<Byte>> encoded(Memory memory) {
        return memory.parts().stream().map(SnapshotFileTest::bytes).toList();
    }

    private static List<Byte> bytes(SnapshotPart part) {
        byte[] encoded = SnapshotPartCodec.encode(part);
        Byte[] boxed = new Byte[encoded.length];
        Arrays.setAll(boxed, i -> encoded[i]);
        return List.of(boxed);
    }
}

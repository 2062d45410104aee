package io.ballot.node.store;

import static io.ballot.node.store.SampleChanges.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Recovery;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upgrade from a version without journal forgets nothing, and takes nothing twice (F5). */
@Tag("F5")
class OldSnapshotTest {

    private static final Id128 STORE = new Id128(9, 10);
    private static final KnownStart KNOWN = new KnownStart(STORE, 3);

    @TempDir
    Path temp;

    private final JournalRecord.Whole whole = SampleChanges.whole(SampleChanges.oneOfEach());

    @Test
    void whatAnOrderlyStopLeftBeginsTheJournal() throws Exception {
        write(new Memory(new StoreRef(SampleChanges.N1, STORE), 3, whole.parts()));

        assertContinues(KNOWN, List.of());

        assertThat(Copies.names(temp)).contains("snapshot.used").doesNotContain("snapshot");
        assertContinues(new KnownStart(STORE, 4), List.of(SampleChanges.granted(900, 1)));
    }

    private void assertContinues(KnownStart known, List<JournalRecord> more) throws Exception {
        try (JournalLife life = JournalLife.begin(temp, known)) {
            assertThat(life.store()).isEqualTo(STORE);
            Recovery recovery = life.maybeRecovery();
            assertThat(recovery).isNotNull();
            Recovery expected = SampleChanges.after(List.of(new JournalRecord.Whole(0, whole.parts())));
            more.forEach(expected::replay);
            assertThat(told(recovery)).isEqualTo(told(expected));
            life.append(SampleChanges.granted(900, 1)).onFile();
        }
    }

    @Test
    void oneOfAnotherStartIsNotTaken() throws Exception {
        for (KnownStart known : List.of(new KnownStart(STORE, 4), new KnownStart(new Id128(1, 1), 3))) {
            write(new Memory(new StoreRef(SampleChanges.N1, STORE), 3, whole.parts()));
            assertBeginsAnew(known);
        }
    }

    @Test
    void oneThatTheClusterHasForgottenIsNotTaken() throws Exception {
        write(new Memory(new StoreRef(SampleChanges.N1, STORE), 3, whole.parts()));
        assertBeginsAnew(null);
    }

    @Test
    void oneOfAnotherNodeIsNotTaken() throws Exception {
        write(new Memory(new StoreRef(new NodeId("n2"), STORE), 3, whole.parts()));
        assertBeginsAnew(KNOWN);
    }

    @Test
    void oneOfAnotherShapeIsNotTaken() throws Exception {
        write(SampleMemory.memory(2_000));
        assertBeginsAnew(KNOWN);
    }

    @Test
    void aDamagedOneIsNotTaken() throws Exception {
        write(new Memory(new StoreRef(SampleChanges.N1, STORE), 3, whole.parts()));
        byte[] bytes = Files.readAllBytes(temp.resolve("snapshot"));
        bytes[100] ^= 1;
        Files.write(temp.resolve("snapshot"), bytes);
        assertBeginsAnew(KNOWN);
    }

    private void assertBeginsAnew(@Nullable KnownStart known) throws Exception {
        try (JournalLife life = JournalLife.begin(temp, known)) {
            assertThat(life.store()).isNotEqualTo(STORE);
            assertThat(life.maybeRecovery()).isNull();
        }
        assertThat(Copies.names(temp)).contains("snapshot.used").doesNotContain("snapshot");
        Files.delete(temp.resolve("journal-0000000001"));
    }

    private void write(Memory memory) throws Exception {
        Files.createDirectories(temp);
        try (OutputStream out = Files.newOutputStream(temp.resolve("snapshot"))) {
            OldSnapshotWriter.write(out, "demo", memory);
        }
    }
}

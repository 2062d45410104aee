package io.ballot.node.store;

import static io.ballot.node.store.JournalLife.BOOT;
import static io.ballot.node.store.SampleChanges.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.core.Recovery;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the memory of a directory is continued, when it is not, and when the node does not start at all (F5, R1). */
@Tag("F5")
class JournalStartTest {

    private static final Id128 OTHER_BOOT = new Id128(79, 80);
    private static final long STARTS = 7;

    @TempDir
    Path temp;

    private final List<JournalRecord> changes = SampleChanges.oneOfEach();
    private Id128 store = Id128.NONE;

    /** What a life that was killed, start {@link #STARTS}, has left. */
    private Path killed(boolean forced) throws Exception {
        try (JournalLife life =
                JournalLife.begin(temp.resolve("a"), new KnownStart(Id128.NONE, STARTS - 1), BOOT, forced)) {
            store = life.store();
            life.append(changes).onFile();
            return life.killed(temp.resolve("b"));
        }
    }

    /** The same, of one that ended in order. */
    private Path ended() throws Exception {
        killed(false);
        return temp.resolve("a");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void theStartThatTheClusterSawOrTheNextOneIsContinued(long ahead) throws Exception {
        assertContinues(killed(false), new KnownStart(store, STARTS - ahead), BOOT);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3, -1, 2, 5})
    void aCopyOfAnotherStartIsNotContinued(long ahead) throws Exception {
        assertBeginsAnew(killed(false), new KnownStart(store, STARTS - ahead), BOOT);
    }

    @Test
    void anotherMemoryThanTheClusterSawIsNotContinued() throws Exception {
        assertBeginsAnew(killed(false), new KnownStart(new Id128(4, 4), STARTS), BOOT);
    }

    @Test
    void aNodeThatTheClusterHasForgottenBeginsAnew() throws Exception {
        assertBeginsAnew(killed(false), null, BOOT);
    }

    @Test
    void aStartThatCameNoFurtherThanItsFileIsContinuedByTheNext() throws Exception {
        Path left = killed(false);
        KnownStart known = new KnownStart(store, STARTS);
        for (int refused = 0; refused < 3; refused++) {
            try (JournalLife life = JournalLife.begin(left, known)) {
                assertThat(life.store()).isEqualTo(store);
            }
        }
        assertContinues(left, new KnownStart(store, STARTS + 1), BOOT);
    }

    @Test
    void aCloneThatStartsAfterTheOriginalIsNotContinued() throws Exception {
        Path clone = killed(false);
        Path original = temp.resolve("a");
        assertContinues(original, new KnownStart(store, STARTS), BOOT);
        assertContinues(original, new KnownStart(store, STARTS + 1), BOOT);

        assertBeginsAnew(clone, new KnownStart(store, STARTS + 2), BOOT);
    }

    @Test
    void afterARestartOfTheMachineAKilledLifeIsNotContinuedUnlessItForced() throws Exception {
        assertBeginsAnew(killed(false), new KnownStart(store, STARTS), OTHER_BOOT);
    }

    @Test
    void afterARestartOfTheMachineAKilledLifeThatForcedIsContinued() throws Exception {
        assertContinues(killed(true), new KnownStart(store, STARTS), OTHER_BOOT);
    }

    @Test
    void afterARestartOfTheMachineALifeThatEndedInOrderIsContinued() throws Exception {
        assertContinues(ended(), new KnownStart(store, STARTS), OTHER_BOOT);
    }

    @Test
    void whereTheSystemDoesNotTellItsBootOnlyAnOrderlyEndIsContinued() throws Exception {
        Path left = killed(false);
        assertContinues(temp.resolve("a"), new KnownStart(store, STARTS), Id128.NONE);
        assertBeginsAnew(left, new KnownStart(store, STARTS), Id128.NONE);
    }

    @Test
    void theBootIsReadFromTheSystem() throws Exception {
        Path source = temp.resolve("boot_id");
        assertThat(BootId.of(source)).isEqualTo(Id128.NONE);
        Files.writeString(source, "0ac1b2d3-0000-0000-0000-00000000000f\n");
        assertThat(BootId.of(source)).isEqualTo(Id128.parse("0ac1b2d300000000000000000000000f"));
        assertThat(BootId.isSame(Id128.NONE, Id128.NONE)).isFalse();
    }

    @Test
    void zerosThatAMachineWentDownWithAreATailOnlyThen() throws Exception {
        byte[] whole = Files.readAllBytes(killed(true).resolve("journal-0000000001"));
        KnownStart known = new KnownStart(store, STARTS);
        byte[] filledUp = Arrays.copyOf(whole, whole.length + 3_000);

        assertContinues(directoryWith("c", filledUp), known, OTHER_BOOT);
        assertBeginsAnew(directoryWith("d", filledUp), known, BOOT);

        filledUp[filledUp.length - 1] = 1;
        assertBeginsAnew(directoryWith("e", filledUp), known, OTHER_BOOT);

        // A bit that fell over in the last record is no tail, although the record may end with zeros.
        byte[] flipped = whole.clone();
        flipped[whole.length - 60] ^= 4;
        assertBeginsAnew(directoryWith("f", flipped), known, OTHER_BOOT);
    }

    @Test
    void aSectorThatWasNotWrittenIsATail() throws Exception {
        try (JournalLife life = JournalLife.begin(temp.resolve("a"), null, BOOT, true)) {
            store = life.store();
            life.append(changes).append(SampleChanges.granted(100, 60)).onFile();
        }
        Path left = temp.resolve("a");
        byte[] whole = Files.readAllBytes(left.resolve("journal-0000000001"));
        // Without the last word, and with the last grant written but for its second sector.
        byte[] cut = Arrays.copyOf(whole, whole.length - RecordFormat.HEAD - 2);
        Arrays.fill(cut, 1_024, cut.length, (byte) 0);

        assertContinues(directoryWith("c", cut), new KnownStart(store, 1), OTHER_BOOT);
    }

    @Test
    void aFilterOfAnotherShapeBeginsAnew() throws Exception {
        Path left = ended();
        try (JournalLife life = JournalLife.begin(left, new KnownStart(store, STARTS))) {
            life.append(SampleChanges.whole(changes)).onFile();
        }
        try (DataDirectory directory = DataDirectory.open(left, "demo")) {
            JournalSettings settings = new JournalSettings(
                    directory, "demo", SampleChanges.N1, new FilterParams(2_000, 0.001), SampleChanges.RECENTS, false);
            Journal journal =
                    Journal.open(settings, BOOT, Optional.of(new KnownStart(store, STARTS + 1)), () -> new Id128(5, 5));
            assertThat(journal.store()).isEqualTo(new Id128(5, 5));
            journal.close();
        }
    }

    @Test
    void theMemoryOfAnotherNodeOrClusterIsRefusedAndLeftAsItIs() throws Exception {
        Path left = killed(false);
        byte[] before = Files.readAllBytes(left.resolve("journal-0000000001"));
        try (DataDirectory directory = DataDirectory.open(left, "demo")) {
            assertThatThrownBy(() -> openAs(directory, "demo", new NodeId("n2")))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(left.resolve("journal-0000000001")
                            + " is the memory of node 'n1' of cluster 'demo', not of node 'n2' of cluster 'demo';"
                            + " each node needs a data.dir of its own");
            assertThatThrownBy(() -> openAs(directory, "other", SampleChanges.N1))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("not of node 'n1' of cluster 'other'");
        }
        assertThat(left.resolve("journal-0000000001")).hasBinaryContent(before);
    }

    private void openAs(DataDirectory directory, String cluster, NodeId node) throws StoreException {
        Journal.open(
                        new JournalSettings(
                                directory, cluster, node, SampleChanges.FILTER, SampleChanges.RECENTS, false),
                        BOOT,
                        Optional.of(new KnownStart(store, STARTS)),
                        () -> new Id128(5, 5))
                .close();
    }

    @Test
    void theFileOfALaterVersionIsRefusedAndLeftAsItIs() throws Exception {
        byte[] later = Files.readAllBytes(killed(false).resolve("journal-0000000001"));
        RecordFormat.preamble(RecordFormat.VERSION + 1).get(later, 0, RecordFormat.PREAMBLE);
        Path left = directoryWith("c", later);

        assertThatThrownBy(() -> JournalLife.begin(left, new KnownStart(store, STARTS)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has format 2, this version of Ballot reads up to 1");
        assertThat(left.resolve("journal-0000000001")).hasBinaryContent(later);
    }

    @Test
    void aWholeMemoryThatWasNotFinishedIsNotMissed() throws Exception {
        Path left = killed(false);
        byte[] begun;
        try (JournalLife life = JournalLife.begin(temp.resolve("w"), null)) {
            life.append(SampleChanges.whole(List.of(SampleChanges.granted(500, 9))))
                    .onFile();
            begun = Files.readAllBytes(temp.resolve("w").resolve("journal-0000000002"));
        }
        for (int length = 0; length < begun.length; length += 7) {
            Path again = directoryWith("x" + length, Files.readAllBytes(left.resolve("journal-0000000001")));
            Files.write(again.resolve("journal-0000000002.tmp"), Arrays.copyOf(begun, length));
            assertContinues(again, new KnownStart(store, STARTS), BOOT);
            assertThat(Copies.journal(again)).containsExactly("journal-0000000001");
        }
    }

    @Test
    void aWholeMemoryThatWasFinishedCountsAlsoWhileTheOldFileIsThere() throws Exception {
        try (JournalLife life = JournalLife.begin(temp.resolve("w"), null)) {
            life.append(SampleChanges.granted(1, 2)).onFile();
            Path old = life.killed(temp.resolve("old"));
            life.append(SampleChanges.whole(changes)).onFile();
            Path left = life.killed(temp.resolve("left"));
            Files.copy(old.resolve("journal-0000000001"), left.resolve("journal-0000000001"));
            store = life.store();

            assertContinues(left, new KnownStart(store, 1), BOOT);
            assertThat(Copies.journal(left)).containsExactly("journal-0000000002");
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws Exception {
        Path left = temp.resolve("c");
        Files.createDirectories(left.resolve("journal-0000000001.tmp").resolve("in the way"));

        assertThatThrownBy(() -> JournalLife.begin(left, null))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot use the journal in " + left);
    }

    private Path directoryWith(String name, byte[] file) throws IOException {
        Path path = Files.createDirectories(temp.resolve(name));
        Files.write(path.resolve("journal-0000000001"), file);
        return path;
    }

    private void assertContinues(Path path, KnownStart known, Id128 boot) throws Exception {
        try (JournalLife life = JournalLife.begin(path, known, boot, false)) {
            assertThat(life.store()).isEqualTo(store);
            Recovery recovery = life.maybeRecovery();
            assertThat(recovery).isNotNull();
            assertThat(told(recovery)).isEqualTo(told(SampleChanges.after(changes)));
            life.append(new JournalRecord.Promise(1)).onFile();
        }
    }

    private void assertBeginsAnew(Path path, @Nullable KnownStart known, Id128 boot) throws Exception {
        byte[] before = Files.readAllBytes(path.resolve("journal-0000000001"));
        try (JournalLife life = JournalLife.begin(path, known, boot, false)) {
            assertThat(life.store()).isNotEqualTo(store);
            assertThat(life.maybeRecovery()).isNull();
            assertThat(life.status().continued()).isFalse();
        }
        assertThat(path.resolve("journal.bad")).hasBinaryContent(before);
        assertThat(ByteBuffer.wrap(before).getLong()).isEqualTo(RecordFormat.MAGIC);
    }
}

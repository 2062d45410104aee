package io.ballot.node.store;

import static io.ballot.node.store.JournalLife.BOOT;
import static io.ballot.node.store.SampleChanges.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.core.Recovery;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A step to a version with another format, and back: the memory goes forward whole, and the older version refuses what the
 * newer one may have written, where it would else forget the promise that this store has given (F5, R1).
 */
@Tag("F5")
class JournalVersionTest {

    private static final int OLDER = RecordFormat.VERSION;
    private static final int NEWER = OLDER + 1;
    private static final String FIRST = "journal-0000000001";
    private static final String SECOND = "journal-0000000002";

    /** A block with nothing but field 15, which no version knows. */
    private static final byte[] OF_ANOTHER_KIND = {0x7A, 0x00};

    @TempDir
    Path temp;

    private final List<JournalRecord> changes = new ArrayList<>(SampleChanges.oneOfEach());
    private Id128 store = Id128.NONE;
    private Path path = Path.of("none");

    /** What the older version left, killed at its first start. */
    @BeforeEach
    void olderOne() throws Exception {
        changes.add(new JournalRecord.Promise(5));
        try (JournalLife life = JournalLife.begin(temp.resolve("a"), null, BOOT, false, OLDER)) {
            store = life.store();
            life.append(changes).onFile();
            path = life.killed(temp.resolve("b"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOlderVersionRefusesWhatTheNewerOneWentOnWith(boolean forced) throws Exception {
        goesOn(path, NEWER, 1, forced);
        byte[] before = withBlockOfAnotherKind(path.resolve(SECOND));

        assertThatThrownBy(() -> JournalLife.begin(path, new KnownStart(store, 2), BOOT, forced, OLDER))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has format " + NEWER + ", this version of Ballot reads up to " + OLDER);
        assertThat(Copies.journal(path)).containsExactly(SECOND);
        assertThat(path.resolve(SECOND)).hasBinaryContent(before);
    }

    @Test
    void theNewerVersionGoesOnWithItsOwnFile() throws Exception {
        goesOn(path, NEWER, 1, false);
        changes.add(SampleChanges.granted(900, 1));
        goesOn(path, NEWER, 2, false);

        assertThat(Copies.journal(path)).containsExactly(SECOND);
    }

    @Test
    void everyFileThatItBeginsIsOfItsFormat() throws Exception {
        try (JournalLife life = JournalLife.begin(path, new KnownStart(store, 1), BOOT, false, NEWER)) {
            life.append(SampleChanges.whole(changes)).onFile();
            assertThat(Copies.journal(path)).containsExactly("journal-0000000003");
            assertThat(version(path.resolve("journal-0000000003"))).isEqualTo(NEWER);
        }
    }

    @Test
    void whatWasBeingWrittenWhenTheOlderOneEndedIsNotTakenAlong() throws Exception {
        byte[] whole = Files.readAllBytes(path.resolve(FIRST));
        Files.write(path.resolve(FIRST), Arrays.copyOf(whole, whole.length - 1));
        changes.remove(changes.size() - 1);

        goesOn(path, NEWER, 1, false);
    }

    /** Cut at many places, the new file has no name yet: each version finds the old one, as if nothing had been begun. */
    @Test
    void untilTheNewFileIsWholeTheOldOneCounts() throws Exception {
        Path done = Copies.directory(path, temp.resolve("done"));
        goesOn(done, NEWER, 1, false);
        byte[] begun = Files.readAllBytes(done.resolve(SECOND));
        for (int length = 0; length < begun.length; length += 97) {
            for (int version : new int[] {OLDER, NEWER}) {
                Path cut = Copies.directory(path, temp.resolve("cut" + length + "-" + version));
                Files.write(cut.resolve(SECOND + ".tmp"), Arrays.copyOf(begun, length));
                goesOn(cut, version, 1, false);
                assertThat(Copies.journal(cut)).containsExactly(version == NEWER ? SECOND : FIRST);
            }
        }
    }

    @Test
    void onceTheNewFileIsWholeItCountsThoughTheOldOneIsThere() throws Exception {
        byte[] old = Files.readAllBytes(path.resolve(FIRST));
        goesOn(path, NEWER, 1, false);
        Files.write(path.resolve(FIRST), old);
        changes.add(SampleChanges.granted(900, 1));

        goesOn(path, NEWER, 2, false);
        assertThat(Copies.journal(path)).containsExactly(SECOND);
    }

    @Test
    void aDirectoryWithoutRoomForTheNewFileKeepsTheOldOne() throws Exception {
        byte[] old = Files.readAllBytes(path.resolve(FIRST));
        Path inTheWay = path.resolve(SECOND + ".tmp");
        Files.createDirectories(inTheWay.resolve("in the way"));

        assertThatThrownBy(() -> JournalLife.begin(path, new KnownStart(store, 1), BOOT, false, NEWER))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot use the journal in " + path);
        assertThat(path.resolve(FIRST)).hasBinaryContent(old);

        Files.delete(inTheWay.resolve("in the way"));
        Files.delete(inTheWay);
        goesOn(path, NEWER, 1, false);
    }

    /** A start with all that was known, which then adds one change. */
    private void goesOn(Path in, int version, long starts, boolean forced) throws Exception {
        try (JournalLife life = JournalLife.begin(in, new KnownStart(store, starts), BOOT, forced, version)) {
            assertThat(life.store()).isEqualTo(store);
            Recovery recovery = life.maybeRecovery();
            assertThat(recovery).isNotNull();
            assertThat(recovery.promised())
                    .isEqualTo(SampleChanges.after(changes).promised());
            assertThat(told(recovery)).isEqualTo(told(SampleChanges.after(changes)));
            life.append(SampleChanges.granted(900, 1)).onFile();
        }
        for (String file : Copies.journal(in)) {
            assertThat(version(in.resolve(file))).as(file).isEqualTo(version);
        }
    }

    private static int version(Path file) throws Exception {
        return ByteBuffer.wrap(Files.readAllBytes(file)).getInt(Long.BYTES);
    }

    /** The newer version has written what the older one does not know. */
    private static byte[] withBlockOfAnotherKind(Path file) throws Exception {
        try (SegmentWriter writer = SegmentWriter.goOn(file, 2, Files.size(file))) {
            writer.add(OF_ANOTHER_KIND);
            writer.commit(false);
        }
        return Files.readAllBytes(file);
    }
}

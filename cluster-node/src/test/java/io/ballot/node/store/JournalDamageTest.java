package io.ballot.node.store;

import static io.ballot.node.store.SampleChanges.told;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.ballot.core.Recovery;
import io.ballot.protocol.JournalRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A file that was cut while it was written goes on; one that was damaged is never believed (F5, R1). */
@Tag("F5")
class JournalDamageTest {

    private static final String FILE = "journal-0000000001";

    @TempDir
    Path temp;

    private final List<JournalRecord> changes = SampleChanges.oneOfEach();
    private KnownStart known;
    private byte[] whole;

    /** Some ten thousand starts say the same. */
    @BeforeAll
    static void quiet() {
        ((Logger) LoggerFactory.getLogger(JournalStart.class)).setLevel(Level.ERROR);
    }

    @AfterAll
    static void aloud() {
        ((Logger) LoggerFactory.getLogger(JournalStart.class)).setLevel(null);
    }

    @BeforeEach
    void write() throws Exception {
        try (JournalLife life = JournalLife.begin(temp.resolve("a"), null)) {
            life.append(changes).onFile();
            known = new KnownStart(life.store(), 1);
            Path left = life.killed(temp.resolve("b"));
            whole = Files.readAllBytes(left.resolve(FILE));
        }
    }

    @Test
    void cutAtAnyByteOfTheLastRecordItGoesOnWithoutThatRecord() throws Exception {
        List<Integer> starts = recordStarts(whole);
        List<JournalRecord> allButLast = changes.subList(0, changes.size() - 1);
        for (int length = starts.get(starts.size() - 1); length < whole.length; length++) {
            assertContinues(Arrays.copyOf(whole, length), allButLast, "cut after " + length);
        }
        assertContinues(whole, changes, "not cut");
    }

    @Test
    void cutAnywhereItGoesOnWithWhatWasWhole() throws Exception {
        List<Integer> starts = recordStarts(whole);
        // The first two records say whose it is; a file only gets its name when they are whole.
        for (int length = 0; length < starts.get(2); length++) {
            assertBeginsAnew(Arrays.copyOf(whole, length), "cut after " + length);
        }
        for (int length = starts.get(2); length <= whole.length; length++) {
            int limit = length;
            int records = (int) starts.stream().filter(at -> at <= limit).count();
            boolean isCutWithin = !starts.contains(length) && length < whole.length;
            int known = length == whole.length ? changes.size() : records - 1 - 2;
            assertContinues(
                    Arrays.copyOf(whole, length), changes.subList(0, known), "cut after " + length + " " + isCutWithin);
        }
    }

    /** Every bit is read; a whole start, which takes a hundred times as long, has one of each byte. */
    @Test
    void withAnyBitFlippedItIsNotBelieved() throws Exception {
        assertThat(isBelieved(whole)).isTrue();
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            String what = "bit " + bit % 8 + " of byte " + bit / 8;
            assertThat(isBelieved(flipped)).as(what).isFalse();
            if (bit / 8 % 8 == bit % 8) {
                assertBeginsAnew(flipped, what);
            }
        }
    }

    @Test
    void withRecordsTakenOutTwiceOrExchangedItIsNotBelieved() throws Exception {
        List<byte[]> records = records(whole);
        for (int i = 0; i < records.size(); i++) {
            List<byte[]> twice = new ArrayList<>(records);
            twice.add(i, records.get(i));
            assertBeginsAnew(file(twice), "record " + i + " twice");
            if (i + 1 < records.size()) {
                List<byte[]> without = new ArrayList<>(records);
                without.remove(i);
                assertBeginsAnew(file(without), "without record " + i);
                List<byte[]> exchanged = new ArrayList<>(records);
                exchanged.set(i, records.get(i + 1));
                exchanged.set(i + 1, records.get(i));
                assertBeginsAnew(file(exchanged), "record " + i + " after the next");
            }
        }
    }

    @Test
    void aFileUnderAnotherNumberIsNotBelieved() throws Exception {
        assertBeginsAnew(whole, "journal-0000000002", "renamed");
    }

    @Test
    void whatIsNotBelievedIsKeptAsideOnce() throws Exception {
        byte[] first = whole.clone();
        first[40] ^= 1;
        byte[] second = whole.clone();
        second[50] ^= 1;
        Path path = temp.resolve("aside");
        for (byte[] damaged : List.of(first, second)) {
            Files.createDirectories(path);
            for (String name : Copies.journal(path)) {
                Files.deleteIfExists(name.equals("journal.bad") ? path.resolve("none") : path.resolve(name));
            }
            Files.write(path.resolve(FILE), damaged);
            JournalLife.begin(path, known).close();
            assertThat(Copies.journal(path)).containsExactly("journal-0000000002", "journal.bad");
            assertThat(path.resolve("journal.bad")).hasBinaryContent(damaged);
        }
    }

    private boolean isBelieved(byte[] file) throws Exception {
        Path path = directoryWith(file, FILE);
        try (DataDirectory directory = DataDirectory.open(path, "demo")) {
            JournalSettings settings = JournalLife.settings(directory, false);
            Found found = Found.read(path.resolve(FILE), 1, settings, JournalLife.BOOT, RecordFormat.VERSION);
            return StartRules.refusal(found, JournalLife.BOOT, Optional.of(known)) == null;
        } catch (DamagedJournalException e) {
            return false;
        }
    }

    private void assertContinues(byte[] file, List<JournalRecord> expected, String what) throws Exception {
        Path path = directoryWith(file, FILE);
        try (JournalLife life = JournalLife.begin(path, known)) {
            assertThat(life.store()).as(what).isEqualTo(known.store());
            Recovery recovery = life.maybeRecovery();
            assertThat(recovery).as(what).isNotNull();
            assertThat(told(recovery)).as(what).isEqualTo(told(SampleChanges.after(expected)));
            life.append(SampleChanges.granted(900, 1)).onFile();
        }
        // What was cut off is gone: the next life reads what this one has written.
        List<JournalRecord> more = new ArrayList<>(expected);
        more.add(SampleChanges.granted(900, 1));
        try (JournalLife life = JournalLife.begin(path, new KnownStart(known.store(), 2))) {
            Recovery recovery = life.maybeRecovery();
            assertThat(recovery).as(what).isNotNull();
            assertThat(told(recovery)).as(what).isEqualTo(told(SampleChanges.after(more)));
        }
    }

    private void assertBeginsAnew(byte[] file, String what) throws Exception {
        assertBeginsAnew(file, FILE, what);
    }

    private void assertBeginsAnew(byte[] file, String name, String what) throws Exception {
        try (JournalLife life = JournalLife.begin(directoryWith(file, name), known)) {
            assertThat(life.store()).as(what).isNotEqualTo(known.store());
            assertThat(life.maybeRecovery()).as(what).isNull();
        }
    }

    private Path directoryWith(byte[] file, String name) throws IOException {
        Path path = Files.createDirectories(temp.resolve("c"));
        for (String left : Copies.journal(path)) {
            Files.delete(path.resolve(left));
        }
        Files.write(path.resolve(name), file);
        return path;
    }

    private static List<Integer> recordStarts(byte[] file) {
        List<Integer> starts = new ArrayList<>();
        for (int at = RecordFormat.PREAMBLE; at < file.length; ) {
            starts.add(at);
            at += RecordFormat.HEAD + ByteBuffer.wrap(file).getInt(at);
        }
        return starts;
    }

    private static List<byte[]> records(byte[] file) {
        List<Integer> starts = new ArrayList<>(recordStarts(file));
        starts.add(file.length);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i + 1 < starts.size(); i++) {
            records.add(Arrays.copyOfRange(file, starts.get(i), starts.get(i + 1)));
        }
        return records;
    }

    private byte[] file(List<byte[]> records) {
        ByteBuffer bytes = ByteBuffer.allocate(10_000).put(whole, 0, RecordFormat.PREAMBLE);
        records.forEach(bytes::put);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}

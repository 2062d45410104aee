package io.ballot.node.store;

import static io.ballot.node.store.SampleChanges.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event;
import io.ballot.core.Recovery;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was on file is known again, however the life ended (F5). */
@Tag("F5")
class JournalTest {

    @TempDir
    Path temp;

    @Test
    void theFirstStartKnowsNothing() throws Exception {
        try (JournalLife life = JournalLife.begin(temp, null)) {
            assertThat(life.maybeRecovery()).isNull();
            assertThat(life.status().continued()).isFalse();
            assertThat(life.status().bytes()).isEqualTo(Files.size(temp.resolve("journal-0000000001")));
        }
    }

    @Test
    void whatWasToldToBeOnFileIsKnownAfterAKill() throws Exception {
        List<JournalRecord> changes = SampleChanges.oneOfEach();
        try (JournalLife life = JournalLife.begin(temp.resolve("a"), null)) {
            life.append(changes).onFile();

            Path left = life.killed(temp.resolve("b"));

            try (JournalLife next = JournalLife.begin(left, new KnownStart(life.store(), 1))) {
                assertThat(next.store()).isEqualTo(life.store());
                assertThat(next.status().continued()).isTrue();
                assertKnows(next, changes);
            }
        }
    }

    @Test
    void lifeAfterLifeAddsToTheSameMemory() throws Exception {
        List<JournalRecord> all = new ArrayList<>();
        Id128 store = null;
        for (int start = 1; start <= 5; start++) {
            KnownStart known = store == null ? null : new KnownStart(store, start - 1);
            try (JournalLife life = JournalLife.begin(temp, known)) {
                if (store != null) {
                    assertThat(life.store()).isEqualTo(store);
                    assertKnows(life, all);
                }
                store = life.store();
                List<JournalRecord> changes =
                        List.of(SampleChanges.granted(start * 100L, 5), new JournalRecord.Promise(start));
                all.addAll(changes);
                life.append(changes).onFile();
            }
        }
    }

    @Test
    void aWholeMemoryBeginsANewFileAndTheOldOneGoes() throws Exception {
        List<JournalRecord> changes = SampleChanges.oneOfEach();
        try (JournalLife life = JournalLife.begin(temp.resolve("a"), null)) {
            life.append(changes).append(SampleChanges.whole(changes)).append(SampleChanges.granted(70, 1));
            life.onFile();

            assertThat(Copies.journal(temp.resolve("a"))).containsExactly("journal-0000000002");
            List<JournalRecord> all = new ArrayList<>(changes);
            all.add(SampleChanges.granted(70, 1));
            try (JournalLife next =
                    JournalLife.begin(life.killed(temp.resolve("b")), new KnownStart(life.store(), 1))) {
                assertKnows(next, all);
            }
        }
    }

    @Test
    void aWholeMemoryInPlaceOfWhatWasKnownIsWhatIsKnownAfterwards() throws Exception {
        JournalRecord.Whole other = SampleChanges.whole(List.of(SampleChanges.granted(500, 7)));
        try (JournalLife life = JournalLife.begin(temp.resolve("a"), null)) {
            life.append(SampleChanges.oneOfEach()).append(other).onFile();

            try (JournalLife next =
                    JournalLife.begin(life.killed(temp.resolve("b")), new KnownStart(life.store(), 1))) {
                assertKnows(next, List.of(other));
            }
        }
    }

    @Test
    void changesThatComeWhileAWholeMemoryIsWrittenFollowIt() throws Exception {
        List<JournalRecord> all = new ArrayList<>();
        try (JournalLife life = JournalLife.begin(temp.resolve("a"), null)) {
            for (int i = 0; i < 300; i++) {
                JournalRecord change = SampleChanges.granted(1_000 + 10L * i, 3);
                all.add(change);
                life.append(change);
                if (i % 20 == 19) {
                    life.append(SampleChanges.whole(all));
                }
            }
            life.onFile();
            try (JournalLife next =
                    JournalLife.begin(life.killed(temp.resolve("b")), new KnownStart(life.store(), 1))) {
                assertKnows(next, all);
            }
        }
    }

    @Test
    void manyChangesAreWrittenAtOnceAndToldOnce() throws Exception {
        try (JournalLife life = JournalLife.begin(temp, null, JournalLife.BOOT, true)) {
            for (int i = 0; i < 5_000; i++) {
                life.append(new JournalRecord.Promise(i));
            }
            life.onFile();
            assertThat(life.events()).hasSizeLessThan(2_500).allMatch(event -> event instanceof Event.Journaled);
        }
    }

    @Test
    void whatWaitsIsWrittenWhenItIsClosed() throws Exception {
        JournalLife life = JournalLife.begin(temp, null);
        for (int i = 1; i <= 1_000; i++) {
            life.append(new JournalRecord.Promise(i));
        }
        life.close();
        try (JournalLife next = JournalLife.begin(temp, new KnownStart(life.store(), 1))) {
            assertKnows(next, List.of(new JournalRecord.Promise(1_000)));
        }
    }

    private static void assertKnows(JournalLife life, List<JournalRecord> changes) {
        Recovery recovery = life.maybeRecovery();
        assertThat(recovery).isNotNull();
        assertThat(told(recovery)).isEqualTo(told(SampleChanges.after(changes)));
    }
}

package io.ballot.node.store;

import static io.ballot.node.store.SampleChanges.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event;
import io.ballot.core.Recovery;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that write as fast as they can, whole memories in between, and are killed while they do (F5). */
@Tag("F5")
class JournalKillTest {

    private static final Id128 STORE = new Id128(1, 99);
    private static final int KILLS = 6;

    /** A whole memory follows so many changes. */
    private static final int CHECKPOINT = 500;

    @TempDir
    Path temp;

    @Test
    @Timeout(120)
    void lifeAfterLifeIsKilledAndNothingThatWasToldIsForgotten() throws Exception {
        long known = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long told = killedAfter(kill, known + 200 + 1_700L * kill);
            try (DataDirectory directory = DataDirectory.open(temp, "demo")) {
                JournalSettings settings = JournalLife.settings(directory, false);
                Found found = Found.read(
                        latest(settings), number(settings), settings, BootId.current(), RecordFormat.VERSION);
                assertThat(found.store()).isEqualTo(STORE);
                known = found.recovery().promised();
                assertThat(known).isGreaterThanOrEqualTo(told);
                // The number that was on its way may be there in part: its task, which comes before it.
                List<JournalRecord> more = new ArrayList<>(changes(known));
                more.add(change(known + 1).get(0));
                List<String> withTask = told(SampleChanges.after(more));
                withTask.set(0, "promise " + known);
                assertThat(told(found.recovery())).isIn(told(SampleChanges.after(changes(known))), withTask);
            }
        }
    }

    private static Path latest(JournalSettings settings) throws Exception {
        return new Segments(settings.directory().path()).file(number(settings));
    }

    private static long number(JournalSettings settings) throws Exception {
        List<Long> numbers = new Segments(settings.directory().path()).numbers();
        return numbers.get(numbers.size() - 1);
    }

    /** @return the last number that the process said to be on file */
    private long killedAfter(int start, long least) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        temp.toString(),
                        String.valueOf(start))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long told = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null) {
                told = line.matches("[0-9]+") ? Long.parseLong(line) : told;
                if (told >= least) {
                    // By its handle: the process itself would close what it said until then.
                    writer.toHandle().destroyForcibly();
                }
                line = out.readLine();
            }
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(told).as("told before the kill").isGreaterThanOrEqualTo(least);
        return told;
    }

    /** The memory of number {@code n}: promise n, and of every tenth number a task. */
    private static List<JournalRecord> changes(long n) {
        List<JournalRecord> changes = new ArrayList<>();
        for (long i = 1; i <= n; i++) {
            changes.addAll(change(i));
        }
        return changes;
    }

    private static List<JournalRecord> change(long number) {
        JournalRecord promise = new JournalRecord.Promise(number);
        return number % 10 == 0 ? List.of(SampleChanges.granted(number, 1), promise) : List.of(promise);
    }

    /** Continues the memory, and makes and tells changes until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws Exception {
            try (DataDirectory directory = DataDirectory.open(Path.of(args[0]), "demo")) {
                long start = Long.parseLong(args[1]);
                Journal journal = Journal.open(
                        JournalLife.settings(directory, false),
                        start == 0 ? Optional.empty() : Optional.of(new KnownStart(STORE, start)),
                        () -> start == 0 ? STORE : new Id128(6, 6));
                Recovery recovery = journal.takeRecovery();
                Recovery memory = recovery == null ? SampleChanges.after(List.of()) : recovery;
                List<Long> numbers = new ArrayList<>();
                journal.start(event -> tell(event, numbers), Throwable::printStackTrace);
                for (long i = memory.promised() + 1; i < memory.promised() + 2_000_000; i++) {
                    for (JournalRecord change : change(i)) {
                        memory.replay(change);
                        append(journal, numbers, i, change);
                    }
                    if (i % CHECKPOINT == 0) {
                        append(
                                journal,
                                numbers,
                                i,
                                new JournalRecord.Whole(i, memory.registry().snapshot()));
                    }
                }
            }
        }

        private static void append(Journal journal, List<Long> numbers, long told, JournalRecord change) {
            synchronized (numbers) {
                numbers.add(told);
                journal.append(numbers.size(), change);
            }
        }

        /** Says the change that is known whole, by the number of the journal. */
        private static void tell(Event event, List<Long> numbers) {
            synchronized (numbers) {
                if (event instanceof Event.Journaled journaled) {
                    int last = (int) journaled.upTo();
                    boolean whole = last == numbers.size() || !numbers.get(last).equals(numbers.get(last - 1));
                    System.out.println(numbers.get(last - 1) - (whole ? 0 : 1));
                } else {
                    System.out.println(event);
                }
            }
        }
    }
}

package io.ballot.node.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballot.core.Event;
import io.ballot.core.Recovery;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One life of a node, as far as its journal is concerned. It ends in order when it is closed, and as killed before that. */
final class JournalLife implements AutoCloseable {

    static final Id128 BOOT = new Id128(77, 78);

    private static final AtomicLong STORES = new AtomicLong(100);

    private final DataDirectory directory;
    private final Journal journal;
    private final @Nullable Recovery maybeRecovery;
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private long number;

    private JournalLife(DataDirectory directory, Journal journal) {
        this.directory = directory;
        this.journal = journal;
        this.maybeRecovery = journal.takeRecovery();
        journal.start(events::add, error -> events.add(new Event.JournalFailed("fatal: " + error)));
    }

    /** A start on this boot, without forcing, known to the cluster as given. */
    static JournalLife begin(Path path, @Nullable KnownStart maybeKnown) throws StoreException {
        return begin(path, maybeKnown, BOOT, false);
    }

    static JournalLife begin(Path path, @Nullable KnownStart maybeKnown, Id128 boot, boolean forced)
            throws StoreException {
        return begin(path, maybeKnown, boot, forced, RecordFormat.VERSION);
    }

    /** @param version of the format: a start of another version of Ballot */
    static JournalLife begin(Path path, @Nullable KnownStart maybeKnown, Id128 boot, boolean forced, int version)
            throws StoreException {
        DataDirectory directory = DataDirectory.open(path, "demo");
        try {
            return new JournalLife(
                    directory,
                    Journal.open(
                            settings(directory, forced),
                            boot,
                            version,
                            Optional.ofNullable(maybeKnown),
                            () -> new Id128(1, STORES.incrementAndGet())));
        } catch (StoreException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    static JournalSettings settings(DataDirectory directory, boolean forced) {
        return new JournalSettings(
                directory, "demo", SampleChanges.N1, SampleChanges.FILTER, SampleChanges.RECENTS, forced);
    }

    Id128 store() {
        return journal.store();
    }

    /** What the life before has left; null for nothing. */
    @Nullable
    Recovery maybeRecovery() {
        return maybeRecovery;
    }

    JournalStatus status() {
        return journal.status();
    }

    JournalLife append(List<JournalRecord> changes) {
        changes.forEach(this::append);
        return this;
    }

    JournalLife append(JournalRecord change) {
        journal.append(++number, change);
        return this;
    }

    /** Waits until all that was appended is on file. */
    JournalLife onFile() {
        await().atMost(30, SECONDS)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> told() == number);
        return this;
    }

    /** The number up to which everything is on file. */
    long told() {
        long last = 0;
        for (Event event : events) {
            if (event instanceof Event.Journaled journaled) {
                assertThat(journaled.upTo()).isGreaterThan(last);
                last = journaled.upTo();
            }
        }
        return last;
    }

    Queue<Event> events() {
        return events;
    }

    /** What a kill at this moment would leave, as another directory. */
    Path killed(Path copy) throws Exception {
        return Copies.directory(directory.path(), copy);
    }

    @Override
    public void close() {
        journal.close();
        directory.close();
    }
}

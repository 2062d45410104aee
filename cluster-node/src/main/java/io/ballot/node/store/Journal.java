package io.ballot.node.store;

import io.ballot.core.Event;
import io.ballot.core.Recovery;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store's memory on file: every change is there before anybody is told that it happened here, so that it outlives the
 * process (F5).
 *
 * <p>{@link #open} says what the life before has left. {@link #append} only hands over; one thread writes all that waits at
 * once and then says up to which number it did. While it writes, more gathers: the slower the disk, the larger the groups.
 */
public final class Journal implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    /** Changes carry whole batches, so these are minutes of a disk that stands still. */
    static final int WAITING_MAX = 65_536;

    private static final int GROUP_MAX = 4_096;
    private static final long CLOSE_MS = 20_000;

    /** Wakes the writer, and is nothing to be written. */
    private static final Waiting NOTHING = new Waiting(0, new JournalRecord.Promise(0));

    private final JournalSettings settings;
    private final Id128 store;
    private final boolean continued;
    private final JournalFile file;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
    private @Nullable Recovery maybeRecovery;
    private @Nullable Thread maybeThread;
    private volatile boolean overflowed;
    private volatile boolean failed;
    private volatile boolean closing;

    private record Waiting(long number, JournalRecord change) {}

    private Journal(JournalSettings settings, JournalStart.Begun begun) {
        this.settings = settings;
        this.store = begun.store();
        this.maybeRecovery = begun.maybeRecovery();
        this.continued = maybeRecovery != null;
        this.file = new JournalFile(settings, begun, Clock.systemUTC());
    }

    /**
     * Finds out what the life before has left, and notes on file that another one has begun: only when this has returned may
     * the cluster be told of this start.
     *
     * @param maybeKnown what the cluster remembers of this node; empty at the first start, or after it was forgotten
     * @param newStore draws the identity of a memory that begins empty
     * @throws StoreException with one line for the operator when the directory is another node's, when a later version wrote
     *     it, or when it cannot be read or written
     */
    public static Journal open(JournalSettings settings, Optional<KnownStart> maybeKnown, Supplier<Id128> newStore)
            throws StoreException {
        return open(settings, BootId.current(), maybeKnown, newStore);
    }

    static Journal open(JournalSettings settings, Id128 boot, Optional<KnownStart> maybeKnown, Supplier<Id128> newStore)
            throws StoreException {
        return open(settings, boot, RecordFormat.VERSION, maybeKnown, newStore);
    }

    /** @param version of the format, as another version of Ballot would have it */
    static Journal open(
            JournalSettings settings,
            Id128 boot,
            int version,
            Optional<KnownStart> maybeKnown,
            Supplier<Id128> newStore)
            throws StoreException {
        return new Journal(settings, new JournalStart(settings, boot, version).begin(maybeKnown, newStore));
    }

    /** The identity of the memory: the one before, or a new one. */
    public Id128 store() {
        return store;
    }

    /** The memory that is continued, given away; null for one that begins empty. */
    public @Nullable Recovery takeRecovery() {
        Recovery recovery = maybeRecovery;
        maybeRecovery = null;
        return recovery;
    }

    /**
     * Begins to take changes.
     *
     * @param inbox told of {@link Event.Journaled} and, once, of {@link Event.JournalFailed}
     * @param onFatal told of an error that is no matter of the disk
     */
    public synchronized void start(Consumer<Event> inbox, Consumer<Throwable> onFatal) {
        Thread thread = new Thread(() -> run(inbox, onFatal), "ballot-journal-" + settings.node());
        thread.setDaemon(true);
        maybeThread = thread;
        thread.start();
    }

    /** Takes the next change, in the order of the numbers; never waits. One thread calls this. */
    public void append(long number, JournalRecord change) {
        // After a gap nothing may follow. The writer says so: here there is no waiting for room in the inbox.
        if (!failed && !overflowed && !waiting.offer(new Waiting(number, change))) {
            overflowed = true;
        }
    }

    /** How it stands; any thread. */
    public JournalStatus status() {
        return new JournalStatus(continued, file.bytes(), file.wholeSince(), failed);
    }

    private void run(Consumer<Event> inbox, Consumer<Throwable> onFatal) {
        try {
            List<Waiting> group = new ArrayList<>();
            while (!closing || !waiting.isEmpty()) {
                group.add(waiting.take());
                waiting.drainTo(group, GROUP_MAX - 1);
                long last = write(group);
                group.clear();
                if (last > 0) {
                    inbox.accept(new Event.Journaled(last));
                }
                if (overflowed && waiting.isEmpty()) {
                    throw new CannotWriteException(
                            "cannot write " + file.path() + " as fast as it is needed",
                            new IOException(WAITING_MAX + " changes were waiting"));
                }
            }
            file.end();
        } catch (CannotWriteException e) {
            failed = true;
            waiting.clear();
            inbox.accept(new Event.JournalFailed(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            log.warn("{}: the journal was interrupted; it ends as if the process had been killed", settings.node());
        } catch (Throwable e) {
            failed = true;
            onFatal.accept(e);
        } finally {
            file.close();
        }
    }

    /** @return the last number in the group, zero for none */
    private long write(List<Waiting> group) throws CannotWriteException {
        long last = 0;
        for (Waiting next : group) {
            if (next != NOTHING) {
                file.add(next.change());
                last = next.number();
            }
        }
        if (last > 0) {
            file.commit();
        }
        return last;
    }

    /** Writes what waits, and that it ended in order; whatever could not be written by then is as if the process was killed. */
    @Override
    public void close() {
        closing = true;
        Thread thread;
        synchronized (this) {
            thread = maybeThread;
        }
        if (thread == null) {
            file.close();
            return;
        }
        boolean woken = waiting.offer(NOTHING); // a queue without room wakes the writer as well
        try {
            thread.join(CLOSE_MS);
            if (thread.isAlive()) {
                log.warn(
                        "{}: {} takes too long to write; not waited for, woken {}",
                        settings.node(),
                        file.path(),
                        woken);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

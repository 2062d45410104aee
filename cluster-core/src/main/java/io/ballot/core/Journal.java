package io.ballot.core;

import io.ballot.protocol.JournalRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far this store's memory is on file, so that it outlives the process.
 *
 * <p>Whoever is about to say that something happened here writes it first, keeps the number, and says it once the journal
 * {@link #holds} that number. Numbers are on file in their order; so a later one stands for all before it.
 *
 * <p>A journal that has failed holds nothing new ever again: nothing more is said, and the node leaves.
 */
public final class Journal {

    private final Outbox outbox;
    private final long checkpointTasks;
    private final Replayed replayed = new Replayed();
    private long written;
    private long onFile;
    private long movedMs;
    private @Nullable String failure;

    Journal(Outbox outbox, long checkpointTasks) {
        this.outbox = outbox;
        this.checkpointTasks = checkpointTasks;
    }

    /** The file of a life before is gone on with. */
    void continueFrom(Replayed before) {
        replayed.continueFrom(before);
    }

    /** @return the number to wait for */
    public long write(JournalRecord change) {
        replayed.count(change);
        if (written == onFile) {
            movedMs = outbox.now();
        }
        outbox.command(new Command.Journal(++written, change));
        return written;
    }

    /** The number of what was written last: once it is on file, so is all that this memory has applied. */
    public long newest() {
        return written;
    }

    public boolean holds(long number) {
        return number <= onFile;
    }

    public boolean hasFailed() {
        return failure != null;
    }

    /** Why it takes nothing more; null while it does. */
    @Nullable
    String maybeFailure() {
        return failure;
    }

    /** Whether it has become so long that the whole memory should be written anew. */
    boolean wantsCheckpoint() {
        return replayed.steps() >= checkpointTasks && failure == null;
    }

    void onJournaled(long upTo) {
        onFile = Math.max(onFile, Math.min(upTo, written));
        movedMs = outbox.now();
    }

    /** How long something has waited for a disk that took nothing; zero when all is on file. */
    public long stalledMs() {
        return written == onFile ? 0 : outbox.now() - movedMs;
    }

    void onFailed(String reason) {
        failure = reason;
    }
}

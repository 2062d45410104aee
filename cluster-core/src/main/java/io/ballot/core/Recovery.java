package io.ballot.core;

import io.ballot.core.registry.Registry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.JournalRecord;

/**
 * A store's memory, built again from its journal: hand over every record, oldest first, then start a {@link NodeMachine}
 * with it.
 *
 * <p>The memory is what the last process had answered for, and perhaps a little more: what was on file and not yet said.
 * That is harmless, since whoever asks again is told the same.
 */
public final class Recovery {

    private final Registry registry;
    private final Replayed replayed = new Replayed();
    private long promised;

    /** An empty memory of that shape. */
    public Recovery(FilterParams filter, int recentOutcomesMax) {
        registry = new Registry(filter, recentOutcomesMax);
    }

    /**
     * Takes the next record.
     *
     * @throws IllegalArgumentException when a whole memory is not whole, or of a filter of another shape
     */
    public void replay(JournalRecord change) {
        replayed.count(change);
        if (change instanceof JournalRecord.Promise promise) {
            promised = Math.max(promised, promise.epoch());
        } else if (change instanceof JournalRecord.Entries applied) {
            applied.entries().forEach(registry::replay);
        } else if (change instanceof JournalRecord.Whole whole) {
            promised = Math.max(promised, whole.epoch());
            registry.replaceWith(whole.parts());
        } else {
            // No damage, which would put the file aside: the start fails and leaves it as it is.
            throw new IllegalStateException("nobody knows what this does to a memory: " + change);
        }
    }

    /** All of it, for a new file to begin with: nothing before that has to be done again. */
    public JournalRecord.Whole checkpoint() {
        JournalRecord.Whole whole = new JournalRecord.Whole(promised, registry.snapshot());
        replayed.count(whole);
        return whole;
    }

    /** The promise that the store has given (R1); zero for none. */
    public long promised() {
        return promised;
    }

    /** What had to be done again since the last whole memory. */
    Replayed replayed() {
        return replayed;
    }

    public Registry registry() {
        return registry;
    }
}

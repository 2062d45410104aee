package io.ballot.core.sim;

import io.ballot.core.Recovery;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.StoreRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node's journal as it is on file: what was written stays when the process is killed, and goes only with the disk. */
final class SimDisk {

    private final List<JournalRecord> records = new ArrayList<>();
    private @Nullable StoreRef maybeStore;
    boolean full;

    /** @return whether it is on file */
    boolean append(StoreRef store, JournalRecord change) {
        if (full) {
            return false;
        }
        if (!store.equals(maybeStore)) {
            records.clear();
            maybeStore = store;
        }
        if (change instanceof JournalRecord.Whole) {
            records.clear();
        }
        records.add(change);
        return true;
    }

    void lose() {
        records.clear();
        maybeStore = null;
    }

    /** The store whose journal this is; null for none. */
    @Nullable
    StoreRef maybeStore() {
        return maybeStore;
    }

    /** What a process that starts now reads. */
    Recovery recovery(FilterParams filter, int recentOutcomesMax) {
        Recovery recovery = new Recovery(filter, recentOutcomesMax);
        records.forEach(recovery::replay);
        return recovery;
    }
}

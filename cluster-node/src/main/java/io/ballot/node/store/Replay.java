package io.ballot.node.store;

import io.ballot.core.Recovery;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.wire.JournalBlock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the memory again from the blocks of one file, one after the other. */
final class Replay {

    private final Recovery recovery;
    private List<SnapshotPart> parts = new ArrayList<>();
    private JournalBlock.@Nullable Whole maybeWhole;
    private JournalBlock.@Nullable Head maybeHead;
    private JournalBlock.@Nullable Started maybeStarted;
    private boolean ended;

    Replay(FilterParams filter, int recentOutcomesMax) {
        recovery = new Recovery(filter, recentOutcomesMax);
    }

    /** @throws DamagedJournalException when it cannot follow what came before, or is not of this memory's shape */
    void take(JournalBlock block) throws DamagedJournalException {
        JournalBlock.Whole whole = maybeWhole;
        if (whole != null) {
            part(whole, block);
        } else if (maybeHead == null) {
            if (!(block instanceof JournalBlock.Head head)) {
                throw outOfPlace(block);
            }
            maybeHead = head;
        } else if (block instanceof JournalBlock.Started started) {
            maybeStarted = started;
            ended = false;
        } else if (maybeStarted == null || ended) {
            throw outOfPlace(block);
        } else if (block instanceof JournalBlock.Ended) {
            ended = true;
        } else if (block instanceof JournalBlock.Promise promise) {
            replay(new JournalRecord.Promise(promise.epoch()));
        } else if (block instanceof JournalBlock.Entries applied) {
            replay(new JournalRecord.Entries(applied.entries()));
        } else if (block instanceof JournalBlock.Whole begun) {
            maybeWhole = begun;
        } else {
            throw outOfPlace(block);
        }
    }

    private void part(JournalBlock.Whole whole, JournalBlock block) throws DamagedJournalException {
        if (!(block instanceof JournalBlock.Part part)) {
            throw outOfPlace(block);
        }
        parts.add(part.part());
        if (parts.size() == whole.parts()) {
            replay(new JournalRecord.Whole(whole.epoch(), parts));
            parts = new ArrayList<>();
            maybeWhole = null;
        }
    }

    private void replay(JournalRecord change) throws DamagedJournalException {
        try {
            recovery.replay(change);
        } catch (IllegalArgumentException e) {
            throw new DamagedJournalException(String.valueOf(e.getMessage()));
        }
    }

    private static DamagedJournalException outOfPlace(JournalBlock block) {
        return new DamagedJournalException(
                "a block out of its place: " + block.getClass().getSimpleName());
    }

    /** Whose it is; null before the first block. */
    JournalBlock.@Nullable Head maybeHead() {
        return maybeHead;
    }

    /** The process that wrote the last of it; null before it has said so. */
    JournalBlock.@Nullable Started maybeStarted() {
        return maybeStarted;
    }

    /** Whether that process ended in order. */
    boolean ended() {
        return ended;
    }

    /** Whether a whole memory has begun and not ended: a file is only given its name once that is whole. */
    boolean isWithinWhole() {
        return maybeWhole != null;
    }

    Recovery recovery() {
        return recovery;
    }
}

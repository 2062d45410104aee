package io.ballot.core.registry;

import io.ballot.protocol.Claim;
import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.SnapshotPart;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a registry into parts. What is handed out is never written to again: entries' own arrays may be shared, states are
 * copied.
 */
final class SnapshotWriter {

    /** Ids, offset and token are four longs. */
    private static final int LEDGER_TASKS_MAX = SnapshotPart.MAX_WORDS / 4;

    /** Five marks and a partition's name, taken as 32 longs. */
    private static final int MARKS_MAX = SnapshotPart.MAX_WORDS / 32;

    private final Registry registry;
    private final List<SnapshotPart> parts = new ArrayList<>();

    private SnapshotWriter(Registry registry) {
        this.registry = registry;
    }

    static List<SnapshotPart> whole(Registry registry) {
        SnapshotWriter writer = new SnapshotWriter(registry);
        writer.metaAndBits();
        for (PartitionLine line : registry.partitions.inOrder()) {
            line.claims.forEach(writer::ledger);
        }
        writer.outcomes(false);
        List<PartitionMarks> marks = registry.allMarks();
        for (int from = 0; from < marks.size(); from += MARKS_MAX) {
            writer.parts.add(new SnapshotPart.Marks(marks.subList(from, Math.min(marks.size(), from + MARKS_MAX))));
        }
        return writer.end();
    }

    static List<SnapshotPart> given(Registry registry) {
        SnapshotWriter writer = new SnapshotWriter(registry);
        writer.metaAndBits();
        writer.outcomes(true);
        return writer.end();
    }

    private List<SnapshotPart> end() {
        parts.add(new SnapshotPart.End(parts.size()));
        return parts;
    }

    private void metaAndBits() {
        Generations filter = registry.filter;
        parts.add(new SnapshotPart.Meta(
                filter.params(), filter.number(), filter.current().added(), registry.highestToken()));
        Generation previous = filter.maybePrevious();
        if (previous != null) {
            bits(filter.number() - 1, previous);
        }
        bits(filter.number(), filter.current());
    }

    private void bits(int number, Generation generation) {
        if (generation.isEmpty()) {
            return;
        }
        BitsCutter cutter = new BitsCutter(number, FilterImage.wordsOf(generation.filter()));
        generation.forEachWord(cutter::add);
        parts.addAll(cutter.end());
    }

    private void ledger(ClaimBlock block) {
        int[] picked = new int[Math.min(LEDGER_TASKS_MAX, block.live())];
        int count = 0;
        for (int i = block.firstLive(); i < block.size(); i++) {
            if (!block.isGone(i)) {
                picked[count++] = i;
                if (count == LEDGER_TASKS_MAX) {
                    parts.add(ledgerPart(block, picked, count));
                    count = 0;
                }
            }
        }
        if (count > 0) {
            parts.add(ledgerPart(block, picked, count));
        }
    }

    private static SnapshotPart ledgerPart(ClaimBlock block, int[] picked, int count) {
        Claim claim = block.claim(picked, count);
        long[] tokens = new long[count];
        byte[] states = new byte[count];
        byte[] outcomes = new byte[count];
        byte[] attempts = new byte[count];
        for (int k = 0; k < count; k++) {
            tokens[k] = block.token(picked[k]);
            states[k] = block.state(picked[k]).code();
            outcomes[k] = block.outcome(picked[k]).code();
            attempts[k] = block.attempt(picked[k]);
        }
        return new SnapshotPart.Ledger(block.holder, claim, tokens, states, outcomes, attempts);
    }

    private void outcomes(boolean ledgerToo) {
        OutcomesCutter cutter = new OutcomesCutter(parts::add);
        registry.recents.forEach(cutter::add);
        if (ledgerToo) {
            registry.forEachEntry(slot -> {
                if (registry.outcome(slot).isFinal()) {
                    cutter.add(
                            registry.idHi(slot),
                            registry.idLo(slot),
                            registry.outcome(slot).code());
                }
            });
        }
        cutter.end();
    }
}

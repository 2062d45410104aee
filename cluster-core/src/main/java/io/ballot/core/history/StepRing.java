package io.ballot.core.history;

import java.util.ArrayList;
import java.util.List;

/**
 * The latest steps, six longs each, the oldest overwritten by the newest.
 *
 * <p>Memory is taken chunk by chunk, so a node that does little holds little. Reading is a scan: a few milliseconds when
 * somebody asks, instead of an index that every task would pay for.
 */
final class StepRing {

    static final int WORDS = 6;
    /** 48 KiB a chunk. */
    private static final int CHUNK_STEPS = 1024;

    private final int chunksMax;
    private final List<long[]> chunks = new ArrayList<>();
    /** Where the next step goes. */
    private long[] current = new long[0];

    private int at;
    private long written;

    /** @param steps how many are kept, rounded up to whole chunks */
    StepRing(int steps) {
        chunksMax = Math.max(1, (steps + CHUNK_STEPS - 1) / CHUNK_STEPS);
    }

    /** Takes the six words of each step that is there, oldest first. */
    interface Visitor {
        void step(long hi, long lo, long atMs, long code, long epoch, long value);
    }

    long capacity() {
        return (long) chunksMax * CHUNK_STEPS;
    }

    void add(long hi, long lo, long atMs, long code, long epoch, long value) {
        if (at == current.length) {
            nextChunk();
        }
        long[] chunk = current;
        chunk[at] = hi;
        chunk[at + 1] = lo;
        chunk[at + 2] = atMs;
        chunk[at + 3] = code;
        chunk[at + 4] = epoch;
        chunk[at + 5] = value;
        at += WORDS;
        written++;
    }

    private void nextChunk() {
        int chunkNo = chunkNo(written);
        if (chunkNo == chunks.size()) {
            chunks.add(new long[CHUNK_STEPS * WORDS]);
        }
        current = chunks.get(chunkNo);
        at = 0;
    }

    void visit(Visitor visitor) {
        for (long step = Math.max(0, written - capacity()); step < written; step++) {
            long[] chunk = chunks.get(chunkNo(step));
            int from = (int) (step % CHUNK_STEPS) * WORDS;
            visitor.step(
                    chunk[from], chunk[from + 1], chunk[from + 2], chunk[from + 3], chunk[from + 4], chunk[from + 5]);
        }
    }

    private int chunkNo(long step) {
        return (int) (step / CHUNK_STEPS % chunksMax);
    }
}

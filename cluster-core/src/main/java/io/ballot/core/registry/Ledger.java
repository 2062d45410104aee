package io.ballot.core.registry;

import io.ballot.protocol.Claim;
import io.ballot.protocol.Life;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which task and how far it is, exactly: one entry an id (I15), packed per claim (V6).
 *
 * <p>A <em>slot</em> names an entry: number of the claim's block above, place in it below; it is good until the next change.
 * A final outcome that leaves the ledger goes to the {@link Leaver}, so that nothing that was known is forgotten here.
 */
final class Ledger {

    static final long ABSENT = IdIndex.ABSENT;

    private static final int PLACE_BITS = 24;
    /** Bound of the tasks in a claim, and of the claims at once. */
    private static final int PLACES = 1 << PLACE_BITS;

    private static final int FINGER_REACH = 8;

    /** So many entries' cells are fetched together: more than a processor can wait for at once, and few enough to stay near. */
    private static final int TOGETHER = 32;

    /** Told of final outcomes as their entries go. */
    interface Leaver {
        /** This one will leave soon, as the {@code nth} from now. */
        void leaving(long hi, long lo, int nth);

        void left(long hi, long lo, byte outcome);
    }

    private final Leaver leaver;
    private final IdIndex index = new IdIndex() {
        @Override
        long hiOf(long slot) {
            return block(slot).hi(place(slot));
        }

        @Override
        long loOf(long slot) {
            return block(slot).lo(place(slot));
        }
    };
    private @Nullable ClaimBlock[] blocks = new ClaimBlock[16];
    private int[] free = new int[16];
    private int freeCount;
    private int highestNumber;
    private long serial;
    /** The entry that was found last, see {@link #find}. */
    private @Nullable ClaimBlock maybeFinger;

    private int fingerPlace;

    Ledger(Leaver leaver) {
        this.leaver = leaver;
    }

    /**
     * Ids are mostly asked for in the order of their claim (marks, outcomes, the entries made of them), so the few entries
     * behind the last one found are looked at first: they lie side by side, while each look into the index is a walk to
     * somewhere else in memory.
     */
    long find(long hi, long lo) {
        ClaimBlock finger = maybeFinger;
        if (finger != null) {
            int end = Math.min(finger.size(), fingerPlace + FINGER_REACH);
            for (int i = fingerPlace + 1; i < end; i++) {
                if (finger.lo(i) == lo && finger.hi(i) == hi && !finger.isGone(i)) {
                    fingerPlace = i;
                    return slot(finger, i);
                }
            }
        }
        long slot = index.get(hi, lo);
        if (slot != ABSENT) {
            maybeFinger = block(slot);
            fingerPlace = place(slot);
        }
        return slot;
    }

    /** @throws IllegalStateException for a slot whose block has gone */
    ClaimBlock block(long slot) {
        ClaimBlock block = blocks[(int) (slot >>> PLACE_BITS)];
        if (block == null) {
            throw new IllegalStateException("slot " + slot + " is no longer in the ledger");
        }
        return block;
    }

    static int place(long slot) {
        return (int) slot & (PLACES - 1);
    }

    static long slot(ClaimBlock block, int place) {
        return (long) block.number << PLACE_BITS | place;
    }

    int size() {
        return index.size();
    }

    /**
     * Puts the tasks of a claim, one by one: of two entries of one id the one with the higher token stays, of two with the
     * same token the later state. Repeating it changes nothing.
     *
     * @param packed {@link Moves#pack} for each task; handed over
     */
    void put(PartitionLine line, Life holder, Claim claim, long[] tokens, byte[] attempts, byte[] packed) {
        int size = claim.size();
        if (size == 0) {
            return;
        }
        if (size >= PLACES || tokens.length != size || attempts.length != size || packed.length != size) {
            throw new IllegalArgumentException(claim + " came with " + tokens.length + " tokens, " + attempts.length
                    + " attempts and " + packed.length + " states");
        }
        ClaimBlock block = new ClaimBlock(takeNumber(), serial++, line, holder, claim, tokens, attempts, packed);
        blocks[block.number] = block;
        line.claims.add(block);
        for (int from = 0; from < size; from += TOGETHER) {
            int to = Math.min(size, from + TOGETHER);
            for (int i = from; i < to; i++) {
                index.fetch(block.hi(i), block.lo(i));
            }
            for (int i = from; i < to; i++) {
                enter(block, i);
            }
        }
        if (block.live() == 0) {
            release(block);
        }
    }

    private void enter(ClaimBlock block, int i) {
        long known = index.putIfAbsent(block.hi(i), block.lo(i), slot(block, i));
        if (known == ABSENT) {
            return;
        }
        ClaimBlock other = block(known);
        int at = place(known);
        if (other.token(at) < block.token(i)) {
            index.put(block.hi(i), block.lo(i), slot(block, i));
            tellIfFinal(other, at);
            other.drop(at);
            if (other.live() == 0) {
                release(other);
            }
            return;
        }
        if (other.token(at) == block.token(i)) {
            other.move(at, Moves.later(other.packed(at), block.packed(i)));
        } else {
            tellIfFinal(block, i);
        }
        block.drop(i);
    }

    /** Moves an entry if that is legal; one that ends below the committed offset has no more business here. */
    boolean move(long slot, byte to) {
        ClaimBlock block = block(slot);
        int i = place(slot);
        if (!Moves.isLegal(block.packed(i), to)) {
            return false;
        }
        block.move(i, to);
        if (Moves.isFinal(to) && block.offset(i) < block.line.committed()) {
            remove(block, i);
        }
        return true;
    }

    /**
     * Drops the entries of records below {@code offset}, all but those that are held. A commit says that the <em>record</em>
     * is decided (by another record of the same id, a person, an offset that was set), not that the holder's process has
     * stopped: the entry is the only exact word that somebody may be running this id (D1, I3), and it stays until he says
     * otherwise or is gone. What ended without a final outcome goes: the filter still makes the id a doubt.
     *
     * <p>They leave in the order of their records: every member of one order then remembers the same of their outcomes. The
     * blocks do not tell that order where claims overlap: one that came with a snapshot begins with what was left of it.
     */
    void prune(PartitionLine line, long offset) {
        Passed.groups(line.claims, offset).forEach(group -> prune(group, offset));
    }

    private void prune(Passed group, long offset) {
        if (group.isOneClaim()) {
            ClaimBlock block = group.first();
            int passed = block.firstAt(offset);
            for (int from = block.firstLive(); from < passed; from += TOGETHER) {
                prune(block, from, Math.min(passed, from + TOGETHER));
            }
        } else {
            for (long slot : group.slotsByRecord(offset)) {
                prune(block(slot), place(slot), place(slot) + 1);
            }
        }
        for (ClaimBlock block : group.blocks()) {
            if (block.live() == 0) {
                release(block);
            }
        }
    }

    private void prune(ClaimBlock block, int from, int to) {
        for (int i = from; i < to; i++) {
            index.fetch(block.hi(i), block.lo(i));
            leaver.leaving(block.hi(i), block.lo(i), i - from);
        }
        for (int i = from; i < to; i++) {
            if (!block.isGone(i) && !Moves.isHeld(block.packed(i))) {
                unindex(block, i);
            }
        }
    }

    /** Takes an entry out, whatever its state. */
    void remove(ClaimBlock block, int i) {
        unindex(block, i);
        if (block.live() == 0) {
            release(block);
        }
    }

    void clear() {
        index.clear();
        for (ClaimBlock block : blocks) {
            if (block != null) {
                block.line.claims.clear();
            }
        }
        Arrays.fill(blocks, null);
        maybeFinger = null;
        freeCount = 0;
        highestNumber = 0;
    }

    private void unindex(ClaimBlock block, int i) {
        tellIfFinal(block, i);
        index.remove(block.hi(i), block.lo(i), slot(block, i));
        block.drop(i);
    }

    private void tellIfFinal(ClaimBlock block, int i) {
        if (Moves.isFinal(block.packed(i))) {
            leaver.left(block.hi(i), block.lo(i), block.outcome(i).code());
        }
    }

    private void release(ClaimBlock block) {
        block.line.claims.remove(block);
        giveBack(block);
    }

    private void giveBack(ClaimBlock block) {
        maybeFinger = maybeFinger == block ? null : maybeFinger;
        blocks[block.number] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, free.length * 2);
        }
        free[freeCount++] = block.number;
    }

    private int takeNumber() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (++highestNumber == PLACES) {
            throw new IllegalStateException("the ledger holds " + highestNumber + " claims, its bound");
        }
        if (highestNumber == blocks.length) {
            blocks = Arrays.copyOf(blocks, blocks.length * 2);
        }
        return highestNumber;
    }
}

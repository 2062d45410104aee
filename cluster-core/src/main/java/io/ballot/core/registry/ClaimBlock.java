package io.ballot.core.registry;

import io.ballot.protocol.Claim;
import io.ballot.protocol.Life;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskState;
import java.util.Arrays;

/**
 * The ledger's entries of one claim, packed: the arrays that came with the grant, and one byte of state a task.
 *
 * <p>Ordered by first offset, so that a commit finds what it passed at the beginning.
 */
final class ClaimBlock implements Comparable<ClaimBlock> {

    /** An entry that was replaced or pruned. */
    private static final byte GONE = -1;

    final int number;
    final PartitionLine line;
    final Life holder;
    private final long serial;
    private final Claim claim;
    private final long[] tokens;
    private final byte[] attempts;
    private final byte[] packed;
    private int live;
    private int firstLive;

    /**
     * @param number its place in the ledger
     * @param serial breaks ties of claims that begin at one offset
     * @param packed one {@link Moves#pack} a task; now the block's own
     */
    ClaimBlock(
            int number,
            long serial,
            PartitionLine line,
            Life holder,
            Claim claim,
            long[] tokens,
            byte[] attempts,
            byte[] packed) {
        this.number = number;
        this.serial = serial;
        this.line = line;
        this.holder = holder;
        this.claim = claim;
        this.tokens = tokens;
        this.attempts = attempts;
        this.packed = packed;
        live = packed.length;
    }

    int size() {
        return packed.length;
    }

    int live() {
        return live;
    }

    boolean isGone(int i) {
        return packed[i] == GONE;
    }

    byte packed(int i) {
        return packed[i];
    }

    void move(int i, byte to) {
        packed[i] = to;
    }

    void drop(int i) {
        packed[i] = GONE;
        live--;
    }

    /** The first entry that is left; moves up as entries go, so that a block is not walked from its beginning each time. */
    int firstLive() {
        while (firstLive < packed.length && packed[firstLive] == GONE) {
            firstLive++;
        }
        return firstLive;
    }

    /** The first entry whose record does not lie below {@code offset}, gone or not; the size if there is none. */
    int firstAt(long offset) {
        int found = Arrays.binarySearch(claim.offsets(), offset);
        return found >= 0 ? found : -found - 1;
    }

    long claimNo() {
        return claim.claimNo();
    }

    long hi(int i) {
        return claim.ids().hi(i);
    }

    long lo(int i) {
        return claim.ids().lo(i);
    }

    long offset(int i) {
        return claim.offsets()[i];
    }

    long token(int i) {
        return tokens[i];
    }

    byte attempt(int i) {
        return attempts[i];
    }

    TaskState state(int i) {
        return Moves.state(packed[i]);
    }

    Outcome outcome(int i) {
        return Moves.outcome(packed[i]);
    }

    byte flags(int i) {
        return claim.flags()[i];
    }

    /** What is left of the claim, at {@code indexes[0 .. count)}. */
    Claim claim(int[] indexes, int count) {
        return claim.select(indexes, count);
    }

    @Override
    public int compareTo(ClaimBlock other) {
        int byOffset = Long.compare(claim.offsets()[0], other.claim.offsets()[0]);
        return byOffset != 0 ? byOffset : Long.compare(serial, other.serial);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(serial);
    }
}

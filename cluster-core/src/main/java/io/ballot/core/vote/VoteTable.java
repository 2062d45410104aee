package io.ballot.core.vote;

import io.ballot.core.registry.Registry;
import io.ballot.protocol.Claim;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Life;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.TaskState;

/**
 * The vote table of the protocol: what the leader's memory says of one task of a claim.
 *
 * <p>The order of the rows is their meaning. The filter comes first all the same, since every id of the ledger and the
 * recents is in it: a miss, which is nearly every task, needs no look-up. The result's details stand in the fields until
 * the next question, so that a vote allocates nothing for a task.
 */
final class VoteTable {

    /** The row that applied. */
    enum Row {
        /** Never seen: grant as fresh. */
        NEW,
        /** The same question again: the same answer, see {@link #token} and {@link #state}. */
        REPEAT,
        /** Known, certainly not run: grant with a new token, see {@link #attempt}. */
        REGRANT,
        BUSY,
        BUSY_SELF,
        /** See {@link #outcome}. */
        DONE,
        /** See {@link #cause}. */
        DOUBT,
        /** Its node has closed this claim, or its attempt under it has failed: no answer. */
        VOID
    }

    private final Registry registry;
    private final Reservations reservations;
    private final Lives lives;
    private final VoidClaims voids;
    private final NeverAnswered neverAnswered;

    long token;
    TaskState state = TaskState.GRANTED;
    int attempt;
    Outcome outcome = Outcome.NONE;
    DoubtCause cause = DoubtCause.FILTER;
    /** DOUBT: the life that held it last is known and gone; nobody else need be asked. */
    boolean holderKnownGone;
    /** DOUBT: the ledger still says RUNNING; to be noted as orphaned. */
    boolean toOrphan;

    VoteTable(
            Registry registry, Reservations reservations, Lives lives, VoidClaims voids, NeverAnswered neverAnswered) {
        this.neverAnswered = neverAnswered;
        this.registry = registry;
        this.reservations = reservations;
        this.lives = lives;
        this.voids = voids;
    }

    /** @param marks of the claim's partition */
    Row ask(Life asker, Claim claim, int i, PartitionMarks marks) {
        long hi = claim.ids().hi(i);
        long lo = claim.ids().lo(i);
        holderKnownGone = false;
        toOrphan = false;
        if (voids.holds(asker, claim.claimNo(), claim.offsets()[i])) {
            return Row.VOID;
        }
        if (!reservations.isEmpty()) {
            Reservations.Reservation reserved = reservations.maybe(claim.ids().get(i));
            if (reserved != null) {
                if (isOnRecord(hi, lo)) {
                    return Row.DONE; // reported, or given by a joiner, since: the word of a check comes too late
                }
                if (!reserved.isFor(asker, claim.claimNo(), claim.partition(), claim.offsets()[i])) {
                    return Row.BUSY;
                }
                cause = reserved.cause;
                return Row.DOUBT;
            }
        }
        boolean maybeSeen = registry.mightContain(hi, lo);
        if (maybeSeen) {
            long slot = registry.find(hi, lo);
            Row row = slot >= 0 ? askLedger(asker, claim, i, slot, marks) : null;
            if (row != null && row != Row.REGRANT && row != Row.DOUBT) {
                return row;
            }
            // Beside an entry that decides nothing, too: R14 keeps what was reported under an older token.
            if (isDoneBefore(hi, lo)) {
                return Row.DONE;
            }
            if (row != null) {
                return row;
            }
        }
        return askOffsets(claim, i, marks, maybeSeen);
    }

    private boolean isOnRecord(long hi, long lo) {
        long slot = registry.find(hi, lo);
        if (slot >= 0 && registry.state(slot) != TaskState.RELEASED && isDone(registry.outcome(slot))) {
            outcome = registry.outcome(slot);
            return true;
        }
        return isDoneBefore(hi, lo);
    }

    private boolean isDoneBefore(long hi, long lo) {
        Outcome recent = registry.recentOutcome(hi, lo);
        if (isDone(recent)) {
            outcome = recent;
        }
        return isDone(recent);
    }

    private Row askOffsets(Claim claim, int i, PartitionMarks marks, boolean maybeSeen) {
        long offset = claim.offsets()[i];
        if (isForgotten(offset, marks)) {
            return Row.DOUBT;
        }
        boolean exactlyNew = claim.isNamedByRecord(i) && offset > marks.highestClaimed();
        boolean neverRan = maybeSeen
                && !neverAnswered.isEmpty()
                && neverAnswered.contains(claim.ids().hi(i), claim.ids().lo(i));
        if (!exactlyNew && maybeSeen && !neverRan) {
            cause = DoubtCause.FILTER;
            return Row.DOUBT;
        }
        if (claim.isHinted(i)) {
            cause = DoubtCause.HINT;
            return Row.DOUBT;
        }
        attempt = 1;
        return neverRan ? Row.REGRANT : Row.NEW;
    }

    /** Whether the record may have been claimed before this memory began; if so, sets the {@link #cause} of its doubt. */
    private boolean isForgotten(long offset, PartitionMarks marks) {
        boolean belowHorizon = offset <= marks.horizon();
        cause = belowHorizon ? DoubtCause.HORIZON : DoubtCause.FLOOR;
        return belowHorizon || offset < marks.floor();
    }

    /**
     * The entry says that its task did not run since this memory began. If another record of it asks, one that may be older
     * than the memory, that is no answer.
     */
    private Row regrant(Claim claim, int i, PartitionMarks marks, long slot) {
        boolean sameRecord = registry.offset(slot) == claim.offsets()[i]
                && registry.partition(slot).equals(claim.partition());
        return !sameRecord && isForgotten(claim.offsets()[i], marks) ? Row.DOUBT : Row.REGRANT;
    }

    private Row askLedger(Life asker, Claim claim, int i, long slot, PartitionMarks marks) {
        Life holder = registry.holder(slot);
        token = registry.token(slot);
        state = registry.state(slot);
        attempt = registry.attempt(slot);
        switch (state) {
            case RELEASED -> {
                if (registry.outcome(slot) == Outcome.FAILED) {
                    attempt++;
                }
                return regrant(claim, i, marks, slot);
            }
            case ORPHANED -> {
                cause = DoubtCause.ORPHANED;
                holderKnownGone = true;
                return Row.DOUBT;
            }
            case EXECUTED, COMMITTED -> {
                return askEnded(asker, claim, i, slot, holder, marks);
            }
            case GRANTED, RUNNING -> {
                return askHolder(asker, claim, i, slot, holder, marks);
            }
        }
        throw new IllegalStateException("no row for an entry in state " + state);
    }

    private Row askEnded(Life asker, Claim claim, int i, long slot, Life holder, PartitionMarks marks) {
        outcome = registry.outcome(slot);
        if (isDone(outcome)) {
            return Row.DONE;
        }
        if (!holder.equals(asker) && !lives.provablyGone(holder)) {
            return Row.BUSY;
        }
        // Its own next attempt comes under a newer claim; any other asks late, or for another record.
        if (holder.equals(asker) && claim.claimNo() <= registry.claimNo(slot)) {
            return Row.BUSY_SELF;
        }
        attempt++;
        return regrant(claim, i, marks, slot);
    }

    /** A failed attempt is the retry policy's business, not an end (R6). */
    private static boolean isDone(Outcome outcome) {
        return outcome.isFinal();
    }

    private boolean isSameQuestion(Claim claim, int i, long slot) {
        return registry.claimNo(slot) == claim.claimNo()
                && registry.offset(slot) == claim.offsets()[i]
                && registry.partition(slot).equals(claim.partition());
    }

    /** A new process of the same node is another life: its claims are counted from one again. */
    private static boolean isSameLife(Life asker, Life holder) {
        return holder.equals(asker);
    }

    private Row askHolder(Life asker, Claim claim, int i, long slot, Life holder, PartitionMarks marks) {
        if (isSameLife(asker, holder)) {
            return isSameQuestion(claim, i, slot) ? Row.REPEAT : Row.BUSY_SELF;
        }
        if (!lives.provablyGone(holder)) {
            return Row.BUSY;
        }
        if (state == TaskState.GRANTED) {
            return regrant(claim, i, marks, slot);
        }
        cause = DoubtCause.ORPHANED;
        holderKnownGone = true;
        toOrphan = true;
        return Row.DOUBT;
    }
}

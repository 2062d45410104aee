package io.ballot.core.registry;

import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.SnapshotPart;
import java.util.ArrayList;
import java.util.List;

/**
 * The union that a new leader makes of what the others know, and of what it knows itself, before it votes (R3, E3).
 *
 * <p>Bits, outcomes and marks of all who answer count. The ledger counts from members of the last in-sync set only: per id
 * the entry with the highest token, then the later state. The order of the answers does not matter.
 */
public final class GatheredState {

    private final Registry gathered;

    public GatheredState(FilterParams params, int recentsMax) {
        gathered = new Registry(params, recentsMax);
    }

    /**
     * What a member of the last in-sync set gave: {@link Registry#snapshot}.
     *
     * @throws IllegalArgumentException when it is not whole, or of a filter of another shape; nothing is changed then
     */
    public void addMember(List<SnapshotPart> snapshot) {
        SnapshotJoin.gather(gathered, snapshot, true);
    }

    /** What anybody else gave, {@link Registry#given} or a snapshot: of a ledger only final outcomes are taken. */
    public void addOther(List<SnapshotPart> snapshot) {
        SnapshotJoin.gather(gathered, snapshot, false);
    }

    /** The union. Nothing may be added afterwards. */
    public Registry result() {
        dropPrunedElsewhere();
        return gathered;
    }

    /**
     * An entry that one member had pruned, its outcome final and its record committed, another may still have as held. Left
     * in, it would stay for good: its holder has nothing more to report and nobody asks for its record again.
     */
    private void dropPrunedElsewhere() {
        List<long[]> pruned = new ArrayList<>();
        gathered.forEachEntry(slot -> {
            long hi = gathered.idHi(slot);
            long lo = gathered.idLo(slot);
            boolean committed = gathered.offset(slot)
                    < gathered.marks(gathered.partition(slot)).committed();
            if (committed && gathered.recentOutcome(hi, lo) != Outcome.NONE) {
                pruned.add(new long[] {hi, lo});
            }
        });
        for (long[] id : pruned) {
            long slot = gathered.find(id[0], id[1]);
            gathered.ledger.remove(gathered.ledger.block(slot), Ledger.place(slot));
        }
    }
}

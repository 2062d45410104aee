package io.ballot.core.registry;

import io.ballot.protocol.Entry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Life;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.Token;
import java.util.List;

/**
 * The replicated memory of one member (V3, V6): filter, ledger, recent outcomes and marks, as the leader's entries make them.
 *
 * <p>A pure function of the entries applied to it: members that applied the same ones answer alike. Applying an entry again
 * changes nothing. Invariants: every id of the ledger and of the recents is in the filter; the ledger has one entry an id;
 * bits are only let go by {@link Entry.Rotate}.
 *
 * <p>A <em>slot</em>, from {@link #find}, names a ledger entry until the registry next changes.
 */
public final class Registry {

    /** What {@link #find} says of an id that the ledger does not have. */
    public static final long ABSENT = Ledger.ABSENT;

    final Generations filter;
    final Partitions partitions = new Partitions();
    final Ledger ledger = new Ledger(new Ledger.Leaver() {
        @Override
        public void leaving(long hi, long lo, int nth) {
            recents.fetch(hi, lo, nth);
        }

        @Override
        public void left(long hi, long lo, byte outcome) {
            keepOutcome(hi, lo, outcome);
        }
    });
    Recents recents;
    private final EntryApplier applier = new EntryApplier(this);
    private long highestToken = Token.NONE;

    /**
     * @param recentsMax most outcomes to remember after their tasks have left the ledger; no more than half a filter
     *     generation's tasks are, since they are carried into each new one and must leave room in it
     */
    public Registry(FilterParams params, int recentsMax) {
        filter = new Generations(params);
        recents = new Recents((int) Math.max(1, Math.min(recentsMax, params.expectedTasks() / 2)));
    }

    /**
     * Applies the next entry in the leader's order.
     *
     * @return for {@link Entry.Grants} the indexes, ascending, of tasks that are fresh to the leader and were known here, but
     *     not as this very grant (V3); for all others nothing
     */
    public int[] apply(Entry entry) {
        return applier.apply(entry);
    }

    /** As {@link #apply}, where nobody asks what was known here before: many such entries take less time. */
    public void replay(Entry entry) {
        applier.replay(entry);
    }

    void keepOutcome(long hi, long lo, byte outcome) {
        recents.put(hi, lo, outcome);
    }

    boolean isFinalInLedger(long hi, long lo) {
        long slot = find(hi, lo);
        return slot != ABSENT && outcome(slot).isFinal();
    }

    void tokenSeen(long token) {
        highestToken = Math.max(highestToken, token);
    }

    /**
     * The doubt floor of a start without memory (R4): records of the partition below {@code offset} are doubtful until the
     * committed offset has reached it. It goes to the other members with the snapshot.
     */
    public void raiseFloor(QueuePartition partition, long offset) {
        partitions.line(partition).raiseFloor(offset);
    }

    // ---- questions

    /**
     * These ids will be asked for soon, and most of them granted: brings what that takes on its way, for all of them at once,
     * where one by one each would be waited for. A few dozens at a time; changes nothing.
     */
    public void fetch(TaskIds ids, int from, int to) {
        for (int i = from; i < to; i++) {
            filter.fetch(ids.hi(i), ids.lo(i));
        }
    }

    /** Whether any generation of the filter has the id. False is certain: never granted within this memory. */
    public boolean mightContain(long hi, long lo) {
        return filter.mightContain(hi, lo);
    }

    /** The slot of the id's entry, or {@link #ABSENT}. */
    public long find(long hi, long lo) {
        return ledger.find(hi, lo);
    }

    public TaskState state(long slot) {
        return ledger.block(slot).state(Ledger.place(slot));
    }

    /** {@link Outcome#NONE} unless the state is EXECUTED, or RELEASED after a failed attempt. */
    public Outcome outcome(long slot) {
        return ledger.block(slot).outcome(Ledger.place(slot));
    }

    public long token(long slot) {
        return ledger.block(slot).token(Ledger.place(slot));
    }

    /** From 1. */
    public int attempt(long slot) {
        return ledger.block(slot).attempt(Ledger.place(slot)) & 0xFF;
    }

    public Life holder(long slot) {
        return ledger.block(slot).holder;
    }

    /** Number of the claim, within the holder's life. */
    public long claimNo(long slot) {
        return ledger.block(slot).claimNo();
    }

    public QueuePartition partition(long slot) {
        return ledger.block(slot).line.partition;
    }

    public long offset(long slot) {
        return ledger.block(slot).offset(Ledger.place(slot));
    }

    /** As in {@link io.ballot.protocol.Claim#flags}. */
    public byte flags(long slot) {
        return ledger.block(slot).flags(Ledger.place(slot));
    }

    public long idHi(long slot) {
        return ledger.block(slot).hi(Ledger.place(slot));
    }

    public long idLo(long slot) {
        return ledger.block(slot).lo(Ledger.place(slot));
    }

    /** The final outcome on record for an id, apart from its ledger entry; {@link Outcome#NONE} when unknown. */
    public Outcome recentOutcome(long hi, long lo) {
        return recents.get(hi, lo);
    }

    public PartitionMarks marks(QueuePartition partition) {
        return partitions.marks(partition);
    }

    /** All partitions ever heard of, ascending. */
    public List<PartitionMarks> allMarks() {
        return partitions.inOrder().stream().map(PartitionLine::marks).toList();
    }

    /** {@link Token#NONE} before the first grant. */
    public long highestToken() {
        return highestToken;
    }

    /** Whether the leader should begin the next generation: the current one is full, and rotating would relieve it. */
    public boolean needsRotation() {
        return filter.needsRotation((long) ledger.size() + recents.size());
    }

    public int currentGeneration() {
        return filter.number();
    }

    public int ledgerSize() {
        return ledger.size();
    }

    public int recentsSize() {
        return recents.size();
    }

    /** Oldest generation first. */
    public List<GenerationStats> filterStats() {
        return filter.stats();
    }

    /** Shows all ledger entries, by partition, then claim (by first offset), then offset. */
    public void forEachEntry(EntryVisitor visitor) {
        for (PartitionLine line : partitions.inOrder()) {
            for (ClaimBlock block : line.claims) {
                for (int i = block.firstLive(); i < block.size(); i++) {
                    if (!block.isGone(i)) {
                        visitor.visit(Ledger.slot(block, i));
                    }
                }
            }
        }
    }

    // ---- memory as a whole

    /** Everything, as parts that another registry of the same shape takes with {@link #replaceWith}. */
    public List<SnapshotPart> snapshot() {
        return SnapshotWriter.whole(this);
    }

    /** What counts from a member outside the last in-sync set (R3): filter bits and final outcomes, no ledger. */
    public List<SnapshotPart> given() {
        return SnapshotWriter.given(this);
    }

    /**
     * What {@code given} by a joiner adds to this memory, as entries for the leader's order (E2): only bits and outcomes that
     * are not here yet, so a joiner that knows nothing new costs no entry. Apply them one after the other, with nothing in
     * between: bits of one generation are then joined in one pass.
     */
    public List<Entry> entriesToJoin(List<SnapshotPart> given) {
        return JoinerGift.entries(this, given);
    }

    /**
     * Takes over a leader's snapshot (E2): ledger and generation number replaced; bits, outcomes and marks joined.
     *
     * @return whether this memory is what the snapshot says and nothing more. It is not where it had a higher mark or token,
     *     or an outcome or a bit that the snapshot lacks: all are kept, since they can only add a doubt or spare one, but no
     *     entry tells the others of them
     * @throws IllegalArgumentException when it is not whole, or of a filter of another shape; nothing is changed then
     */
    public boolean replaceWith(List<SnapshotPart> snapshot) {
        return SnapshotJoin.replace(this, snapshot);
    }
}

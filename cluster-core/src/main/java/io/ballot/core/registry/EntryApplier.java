package io.ballot.core.registry;

import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.TaskState;
import java.util.Arrays;

/** What each kind of entry does to a registry. */
final class EntryApplier {

    private static final int[] NOTHING_HAD = {};

    private final Registry registry;

    EntryApplier(Registry registry) {
        this.registry = registry;
    }

    /** As {@link Registry#apply}. */
    int[] apply(Entry entry) {
        if (entry instanceof Entry.Grants grants) {
            return grant(grants);
        } else if (entry instanceof Entry.Changes changes) {
            change(changes);
        } else if (entry instanceof Entry.Committed committed) {
            PartitionLine line = registry.partitions.line(committed.partition());
            line.committed(committed.offset());
            // What was reported, not the highest ever: an offset that was set back decides nothing above it.
            registry.ledger.prune(line, committed.offset());
        } else if (entry instanceof Entry.Rotate rotate) {
            rotate(rotate.generation());
        } else if (entry instanceof Entry.Bits bits) {
            registry.filter.join(bits.bits());
        } else if (entry instanceof Entry.Outcomes outcomes) {
            learn(outcomes.recents());
        } else {
            throw new IllegalStateException("nobody knows what this does to a registry: " + entry);
        }
        return NOTHING_HAD;
    }

    /** As {@link Registry#replay}. */
    void replay(Entry entry) {
        if (entry instanceof Entry.Grants grants) {
            TaskIds ids = grants.claim().ids();
            for (int i = 0; i < ids.size(); i++) {
                registry.filter.keepLater(ids.hi(i), ids.lo(i));
            }
            enter(grants);
        } else {
            apply(entry);
        }
    }

    /** The filter is asked and written in one step: Guava says whether the id set any bit. */
    private int[] grant(Entry.Grants grants) {
        Claim claim = grants.claim();
        int size = claim.size();
        int[] had = NOTHING_HAD;
        int hadCount = 0;
        for (int i = 0; i < size; i++) {
            long hi = claim.ids().hi(i);
            long lo = claim.ids().lo(i);
            long token = grants.tokens()[i];
            if (!registry.filter.add(hi, lo) && grants.fresh()[i] != 0 && !holds(hi, lo, token)) {
                had = hadCount == 0 ? new int[size - i] : had;
                had[hadCount++] = i;
            }
        }
        enter(grants);
        return hadCount == had.length ? had : Arrays.copyOf(had, hadCount);
    }

    private void enter(Entry.Grants grants) {
        Claim claim = grants.claim();
        int size = claim.size();
        byte[] packed = new byte[size];
        for (int i = 0; i < size; i++) {
            registry.tokenSeen(grants.tokens()[i]);
            packed[i] = Moves.pack(TaskState.of(grants.states()[i]), Outcome.NONE);
        }
        PartitionLine line = registry.partitions.line(claim.partition());
        if (size > 0) {
            line.claimed(claim.offsets()[size - 1]);
        }
        registry.ledger.put(line, grants.holder(), claim, grants.tokens(), grants.attempts(), packed);
    }

    private boolean holds(long hi, long lo, long token) {
        long slot = registry.find(hi, lo);
        return slot != Registry.ABSENT && registry.token(slot) == token;
    }

    private void change(Entry.Changes changes) {
        for (int i = 0; i < changes.ids().size(); i++) {
            long hi = changes.ids().hi(i);
            long lo = changes.ids().lo(i);
            byte to = Moves.pack(TaskState.of(changes.states()[i]), Outcome.of(changes.outcomes()[i]));
            long slot = registry.find(hi, lo);
            if (slot != Registry.ABSENT && registry.token(slot) == changes.tokens()[i]) {
                if (Moves.state(to) == TaskState.COMMITTED) {
                    registry.ledger.remove(registry.ledger.block(slot), Ledger.place(slot));
                } else {
                    registry.ledger.move(slot, to);
                }
            } else if (Moves.isFinal(to)) {
                registry.keepOutcome(hi, lo, changes.outcomes()[i]);
                registry.filter.keep(hi, lo);
            }
        }
    }

    private void rotate(int to) {
        if (to <= registry.filter.number()) {
            return;
        }
        boolean dropped = registry.filter.rotate(to);
        for (PartitionLine line : registry.partitions.inOrder()) {
            line.rotated(dropped);
        }
        carryOver();
    }

    /** What is remembered exactly stays in the filter, which is asked first. */
    private void carryOver() {
        registry.forEachEntry(slot -> registry.filter.keepLater(registry.idHi(slot), registry.idLo(slot)));
        registry.recents.forEach((hi, lo, outcome) -> registry.filter.keepLater(hi, lo));
    }

    private void learn(SnapshotPart.Recents outcomes) {
        registry.recents.putAll(outcomes.ids(), outcomes.outcomes());
        for (int i = 0; i < outcomes.ids().size(); i++) {
            registry.filter.keepLater(outcomes.ids().hi(i), outcomes.ids().lo(i));
        }
    }
}

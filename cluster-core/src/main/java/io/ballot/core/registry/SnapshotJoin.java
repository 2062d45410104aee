package io.ballot.core.registry;

import io.ballot.protocol.Outcome;
import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Brings a snapshot into a registry. Bits, outcomes and marks are always joined: a superset is safe. The ledger is not
 * grow-only, so it is either replaced (a joiner) or merged entry by entry from members whose word counts (R3); and with it
 * the committed offsets, by which it is pruned: one who knew of a later commit would prune what the others keep (I15).
 *
 * <p>Where generations are numbered differently, a joiner takes the leader's number, higher or lower, or it would sit out
 * the leader's next rotation; bits of generations that it then no longer has move to a newer one (I13).
 */
final class SnapshotJoin {

    private SnapshotJoin() {}

    /** @return as {@link Registry#replaceWith} */
    static boolean replace(Registry into, List<SnapshotPart> snapshot) {
        SnapshotPart.Meta meta = SnapshotReader.check(snapshot, into.filter.params());
        into.forEachEntry(slot -> {
            if (into.outcome(slot).isFinal()) {
                into.keepOutcome(
                        into.idHi(slot), into.idLo(slot), into.outcome(slot).code());
            }
        });
        into.ledger.clear();
        into.partitions.inOrder().forEach(PartitionLine::forgetCommitted);
        Recents own = into.recents;
        into.recents = new Recents(own.max());
        align(into, meta.currentGeneration());
        join(into, meta, snapshot, true);
        ownFirst(own, into);
        return isAllOf(into, meta, snapshot);
    }

    /**
     * Whether nothing is left of what only this memory knew: no higher mark, no higher token, no outcome, no bit. Whatever is
     * in the ledger, or missing there, came with the snapshot.
     */
    private static boolean isAllOf(Registry into, SnapshotPart.Meta meta, List<SnapshotPart> snapshot) {
        List<PartitionMarks> marks = new ArrayList<>();
        List<SnapshotPart.Recents> outcomes = new ArrayList<>();
        long bits = 0;
        for (SnapshotPart part : snapshot) {
            if (part instanceof SnapshotPart.Marks some) {
                marks.addAll(some.marks());
            } else if (part instanceof SnapshotPart.Recents some) {
                outcomes.add(some);
            } else if (part instanceof SnapshotPart.FilterBits some) {
                bits += LongStream.of(some.words()).map(Long::bitCount).sum();
            }
        }
        return into.highestToken() == meta.tokens()
                && into.allMarks().equals(marks)
                && into.recents.isExactly(outcomes)
                && into.filter.bits() == bits; // all of the snapshot's are in, and no others
    }

    /** Joins one answer of a gathering. @param ledgerCounts whether the giver was in the last in-sync set */
    static void gather(Registry into, List<SnapshotPart> snapshot, boolean ledgerCounts) {
        SnapshotPart.Meta meta = SnapshotReader.check(snapshot, into.filter.params());
        if (meta.currentGeneration() > into.filter.number()) {
            align(into, meta.currentGeneration());
        }
        join(into, meta, snapshot, ledgerCounts);
    }

    private static void align(Registry into, int generation) {
        int before = into.filter.number();
        if (generation == before) {
            return;
        }
        into.filter.alignTo(generation);
        for (PartitionLine line : into.partitions.inOrder()) {
            if (generation > before) {
                line.movedToPrevious();
            } else {
                line.movedToCurrent();
            }
        }
    }

    private static void join(Registry into, SnapshotPart.Meta meta, List<SnapshotPart> snapshot, boolean ledgerCounts) {
        boolean sameGeneration = meta.currentGeneration() == into.filter.number();
        if (sameGeneration) {
            into.filter.current().atLeastAdded(meta.currentCount());
        }
        into.tokenSeen(meta.tokens());
        into.recents.reserve(snapshot.stream()
                .mapToInt(part -> part instanceof SnapshotPart.Recents recents
                        ? recents.ids().size()
                        : 0)
                .sum());
        for (SnapshotPart part : snapshot) {
            if (part instanceof SnapshotPart.FilterBits bits) {
                into.filter.join(bits);
            } else if (part instanceof SnapshotPart.Ledger ledger) {
                ledger(into, ledger, ledgerCounts);
            } else if (part instanceof SnapshotPart.Recents recents) {
                into.recents.putAll(recents.ids(), recents.outcomes());
            } else if (part instanceof SnapshotPart.Marks marks) {
                for (PartitionMarks mark : marks.marks()) {
                    into.partitions.line(mark.partition()).join(mark, sameGeneration);
                }
            } else if (!(part instanceof SnapshotPart.Meta || part instanceof SnapshotPart.End)) {
                throw new IllegalStateException("nobody knows what this does to a registry: " + part);
            }
        }
    }

    private static void ledger(Registry into, SnapshotPart.Ledger part, boolean counts) {
        byte[] packed = new byte[part.claim().size()];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = Moves.pack(TaskState.of(part.states()[i]), Outcome.of(part.outcomes()[i]));
            if (counts) {
                into.tokenSeen(part.tokens()[i]);
            } else if (Moves.isFinal(packed[i])) {
                into.keepOutcome(part.claim().ids().hi(i), part.claim().ids().lo(i), part.outcomes()[i]);
            }
        }
        if (counts) {
            PartitionLine line = into.partitions.line(part.claim().partition());
            into.ledger.put(line, part.holder(), part.claim(), part.tokens(), part.attempts(), packed);
        }
    }

    /**
     * What only this memory knew becomes the oldest, so that it goes first and the others' order stays the same. What the
     * ledger has is not among it: it becomes the newest when it leaves that, here as everywhere. Where both know an outcome
     * of one id the snapshot's stays, as it does at its giver, who is told only of ids that it has none of.
     */
    private static void ownFirst(Recents own, Registry into) {
        if (own.size() == 0) {
            return;
        }
        Recents theirs = into.recents;
        Recents joined = new Recents(own.max());
        own.forEach((hi, lo, outcome) -> {
            if (theirs.get(hi, lo) == Outcome.NONE && !into.isFinalInLedger(hi, lo)) {
                joined.put(hi, lo, outcome);
            }
        });
        theirs.forEach(joined::put);
        into.recents = joined;
    }
}

package io.ballot.protocol.wire;

import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.pb.Pb;
import java.util.ArrayList;
import java.util.List;

/** Parts of a registry's memory. */
final class SnapshotMapper {

    private static final int STATES = TaskState.values().length;
    private static final int OUTCOMES = Outcome.values().length;

    private SnapshotMapper() {}

    static Pb.SnapshotPart toPb(SnapshotPart part) {
        Pb.SnapshotPart.Builder pb = Pb.SnapshotPart.newBuilder();
        if (part instanceof SnapshotPart.Meta meta) {
            pb.setMeta(Pb.Meta.newBuilder()
                    .setFilter(ValueMapper.toPb(meta.filter()))
                    .setCurrentGeneration(meta.currentGeneration())
                    .setCurrentCount(meta.currentCount())
                    .setTokens(meta.tokens()));
        } else if (part instanceof SnapshotPart.FilterBits bits) {
            pb.setFilterBits(filterBits(bits));
        } else if (part instanceof SnapshotPart.Ledger ledger) {
            pb.setLedger(ledger(ledger));
        } else if (part instanceof SnapshotPart.Recents recents) {
            pb.setRecents(recents(recents));
        } else if (part instanceof SnapshotPart.Marks marks) {
            pb.setMarks(marks(marks));
        } else if (part instanceof SnapshotPart.Tail tail) {
            pb.setTail(tail(tail));
        } else if (part instanceof SnapshotPart.End end) {
            pb.setEnd(Pb.End.newBuilder().setParts(end.parts()));
        } else {
            throw new IllegalArgumentException("no encoding for " + part.getClass());
        }
        return pb.build();
    }

    static SnapshotPart part(Pb.SnapshotPart pb) throws ProtocolException {
        return switch (pb.getBodyCase()) {
            case META -> meta(pb.getMeta());
            case FILTER_BITS -> filterBits(pb.getFilterBits());
            case LEDGER -> ledger(pb.getLedger());
            case RECENTS -> recents(pb.getRecents());
            case MARKS -> marks(pb.getMarks());
            case TAIL -> tail(pb.getTail());
            case END -> new SnapshotPart.End(Checks.notNegative(pb.getEnd().getParts(), "snapshot.end"));
            case BODY_NOT_SET -> throw new ProtocolException("no part, or one of an unknown kind", "snapshot");
        };
    }

    private static Pb.Tail tail(SnapshotPart.Tail tail) {
        Pb.Tail.Builder pb = Pb.Tail.newBuilder().setAfter(ValueMapper.toPb(tail.after()));
        tail.entries().forEach(entry -> pb.addEntries(EntryMapper.toPb(entry)));
        return pb.build();
    }

    private static SnapshotPart.Tail tail(Pb.Tail pb) throws ProtocolException {
        List<Entry> entries = new ArrayList<>(pb.getEntriesCount());
        for (Pb.Entry entry : pb.getEntriesList()) {
            entries.add(EntryMapper.entry(entry));
        }
        return new SnapshotPart.Tail(ValueMapper.position(pb.getAfter(), "snapshot.tail"), entries);
    }

    private static SnapshotPart.Meta meta(Pb.Meta pb) throws ProtocolException {
        return new SnapshotPart.Meta(
                ValueMapper.filter(pb.getFilter(), "snapshot.meta"),
                Checks.notNegative(pb.getCurrentGeneration(), "snapshot.meta"),
                Checks.notNegative(pb.getCurrentCount(), "snapshot.meta"),
                pb.getTokens());
    }

    static Pb.FilterBits filterBits(SnapshotPart.FilterBits bits) {
        Pb.FilterBits.Builder pb = Pb.FilterBits.newBuilder().setGeneration(bits.generation());
        Packed.intDeltas(bits.positions(), pb::addPositions);
        for (long word : bits.words()) {
            pb.addWords(word);
        }
        return pb.build();
    }

    static SnapshotPart.FilterBits filterBits(Pb.FilterBits pb) throws ProtocolException {
        int size = pb.getPositionsCount();
        Checks.size(pb.getWordsCount(), size, "filter_bits.words");
        int[] positions = Packed.intSums(size, pb::getPositions);
        long[] words = new long[size];
        int previous = -1;
        for (int i = 0; i < size; i++) {
            if (positions[i] <= previous) {
                throw new ProtocolException(positions[i] + " after " + previous, "filter_bits.positions");
            }
            previous = positions[i];
            words[i] = pb.getWords(i);
        }
        int generation = Checks.notNegative(pb.getGeneration(), "filter_bits.generation");
        return new SnapshotPart.FilterBits(generation, positions, words);
    }

    private static Pb.Ledger ledger(SnapshotPart.Ledger ledger) {
        Pb.Ledger.Builder pb = Pb.Ledger.newBuilder()
                .setHolder(ValueMapper.toPb(ledger.holder()))
                .setClaim(ValueMapper.toPb(ledger.claim()))
                .setStates(Packed.bytes(ledger.states()))
                .setOutcomes(Packed.bytes(ledger.outcomes()))
                .setAttempts(Packed.bytes(ledger.attempts()));
        Packed.deltas(ledger.tokens(), pb::addTokens);
        return pb.build();
    }

    private static SnapshotPart.Ledger ledger(Pb.Ledger pb) throws ProtocolException {
        Claim claim = ValueMapper.claim(pb.getClaim(), "ledger.claim");
        int size = claim.size();
        Checks.size(pb.getTokensCount(), size, "ledger.tokens");
        return new SnapshotPart.Ledger(
                ValueMapper.life(pb.getHolder(), "ledger.holder"),
                claim,
                Packed.sums(size, pb::getTokens),
                Checks.codes(pb.getStates(), size, STATES, "ledger.states"),
                Checks.codes(pb.getOutcomes(), size, OUTCOMES, "ledger.outcomes"),
                Checks.bytes(pb.getAttempts(), size, "ledger.attempts"));
    }

    static Pb.Recents recents(SnapshotPart.Recents recents) {
        return Pb.Recents.newBuilder()
                .setIds(Packed.ids(recents.ids()))
                .setOutcomes(Packed.bytes(recents.outcomes()))
                .build();
    }

    static SnapshotPart.Recents recents(Pb.Recents pb) throws ProtocolException {
        int size = pb.getOutcomes().size();
        return new SnapshotPart.Recents(
                Packed.ids(pb.getIds(), size, "recents.ids"),
                Checks.codes(pb.getOutcomes(), size, OUTCOMES, "recents.outcomes"));
    }

    private static Pb.Marks marks(SnapshotPart.Marks marks) {
        Pb.Marks.Builder pb = Pb.Marks.newBuilder();
        for (PartitionMarks one : marks.marks()) {
            pb.addMarks(Pb.PartitionMarks.newBuilder()
                    .setPartition(ValueMapper.toPb(one.partition()))
                    .setHighestClaimed(one.highestClaimed())
                    .setHighestClaimedBefore(one.highestClaimedBefore())
                    .setHorizon(one.horizon())
                    .setFloor(one.floor())
                    .setCommitted(one.committed()));
        }
        return pb.build();
    }

    private static SnapshotPart.Marks marks(Pb.Marks pb) throws ProtocolException {
        List<PartitionMarks> marks = new ArrayList<>(pb.getMarksCount());
        for (Pb.PartitionMarks one : pb.getMarksList()) {
            marks.add(new PartitionMarks(
                    ValueMapper.partition(one.getPartition(), "marks.partition"),
                    one.getHighestClaimed(),
                    one.getHighestClaimedBefore(),
                    one.getHorizon(),
                    one.getFloor(),
                    one.getCommitted()));
        }
        return new SnapshotPart.Marks(marks);
    }
}

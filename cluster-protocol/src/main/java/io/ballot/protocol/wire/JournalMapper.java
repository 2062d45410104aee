package io.ballot.protocol.wire;

import io.ballot.protocol.Entry;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.pb.Pb;
import java.util.ArrayList;
import java.util.List;

/** Blocks of a journal. One of an unknown kind is an error, not skipped: the memory without it would be another. */
final class JournalMapper {

    private JournalMapper() {}

    static Pb.JournalBlock.Builder toPb(JournalBlock block) {
        Pb.JournalBlock.Builder pb = Pb.JournalBlock.newBuilder();
        if (block instanceof JournalBlock.Head head) {
            pb.setHead(Pb.JournalHead.newBuilder()
                    .setCluster(head.cluster())
                    .setNode(head.node().name())
                    .setStore(Packed.id(head.store())));
        } else if (block instanceof JournalBlock.Started started) {
            pb.setStarted(Pb.JournalStarted.newBuilder()
                    .setBoot(Packed.id(started.boot()))
                    .setStarts(started.starts())
                    .setForced(started.forced()));
        } else if (block instanceof JournalBlock.Ended) {
            pb.setEnded(Pb.JournalEnded.getDefaultInstance());
        } else if (block instanceof JournalBlock.Promise promise) {
            pb.setPromise(Pb.JournalPromise.newBuilder().setEpoch(promise.epoch()));
        } else if (block instanceof JournalBlock.Entries applied) {
            Pb.JournalEntries.Builder entries = Pb.JournalEntries.newBuilder();
            applied.entries().forEach(entry -> entries.addEntries(EntryMapper.toPb(entry)));
            pb.setEntries(entries);
        } else if (block instanceof JournalBlock.Whole whole) {
            pb.setWhole(Pb.JournalWhole.newBuilder().setEpoch(whole.epoch()).setParts(whole.parts()));
        } else if (block instanceof JournalBlock.Part part
                && part.part() instanceof SnapshotPart.FilterBits bits
                && PackedBits.fit(bits)) {
            pb.setPackedBits(PackedBits.toPb(bits));
        } else if (block instanceof JournalBlock.Part part) {
            pb.setPart(SnapshotMapper.toPb(part.part()));
        } else {
            throw new IllegalArgumentException("no encoding for " + block.getClass());
        }
        return pb;
    }

    static JournalBlock block(Pb.JournalBlock pb) throws ProtocolException {
        return switch (pb.getBodyCase()) {
            case HEAD ->
                new JournalBlock.Head(
                        Checks.notEmpty(pb.getHead().getCluster(), "journal.head"),
                        ValueMapper.node(pb.getHead().getNode(), "journal.head"),
                        Packed.id(pb.getHead().getStore(), "journal.head"));
            case STARTED ->
                new JournalBlock.Started(
                        Packed.id(pb.getStarted().getBoot(), "journal.started"),
                        Checks.notNegative(pb.getStarted().getStarts(), "journal.started"),
                        pb.getStarted().getForced());
            case ENDED -> new JournalBlock.Ended();
            case PROMISE ->
                new JournalBlock.Promise(Checks.notNegative(pb.getPromise().getEpoch(), "journal.promise"));
            case ENTRIES -> entries(pb.getEntries());
            case WHOLE ->
                new JournalBlock.Whole(
                        Checks.notNegative(pb.getWhole().getEpoch(), "journal.whole"),
                        Checks.notNegative(pb.getWhole().getParts(), "journal.whole"));
            case PART -> new JournalBlock.Part(SnapshotMapper.part(pb.getPart()));
            case PACKED_BITS -> new JournalBlock.Part(PackedBits.bits(pb.getPackedBits()));
            case BODY_NOT_SET -> throw new ProtocolException("no block, or one of an unknown kind", "journal");
        };
    }

    private static JournalBlock entries(Pb.JournalEntries pb) throws ProtocolException {
        List<Entry> entries = new ArrayList<>(pb.getEntriesCount());
        for (Pb.Entry entry : pb.getEntriesList()) {
            entries.add(EntryMapper.entry(entry));
        }
        return new JournalBlock.Entries(entries);
    }
}

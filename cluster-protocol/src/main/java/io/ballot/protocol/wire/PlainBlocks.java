package io.ballot.protocol.wire;

import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.pb.Pb;
import io.ballot.protocol.wire.PlainFields.NotPlainException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the blocks of which a journal has thousands, straight from their bytes. A node that starts would else load, and the
 * JVM compile, all that was generated for them before the first is read, which is most of what its recovery takes.
 *
 * <p>Only what {@link JournalCodec} writes is read here, field after field in its order: anything else, right or wrong, is
 * left to the generated classes, whose word counts.
 */
final class PlainBlocks {

    private static final int ENTRIES = Pb.JournalBlock.ENTRIES_FIELD_NUMBER;
    private static final int PART = Pb.JournalBlock.PART_FIELD_NUMBER;
    private static final int PACKED_BITS = Pb.JournalBlock.PACKED_BITS_FIELD_NUMBER;
    private static final int RECENTS = Pb.SnapshotPart.RECENTS_FIELD_NUMBER;

    private static final int STATES = TaskState.values().length;
    private static final int OUTCOMES = Outcome.values().length;

    private PlainBlocks() {}

    /** The block in these bytes; null where it is not one of those. */
    static @Nullable JournalBlock maybeRead(byte[] bytes, int offset, int length) {
        try {
            PlainFields block = new PlainFields(bytes, offset, offset + length);
            JournalBlock read = null;
            if (block.isNext(ENTRIES)) {
                read = new JournalBlock.Entries(entries(block.message(ENTRIES)));
            } else if (block.isNext(PACKED_BITS)) {
                read = new JournalBlock.Part(bits(block.message(PACKED_BITS)));
            } else if (block.isNext(PART)) {
                PlainFields part = block.message(PART);
                read = new JournalBlock.Part(recents(part.message(RECENTS)));
                part.end();
            }
            block.end();
            return read;
        } catch (NotPlainException e) {
            return null; // safe: whoever asked reads it by the generated classes
        }
    }

    private static SnapshotPart.FilterBits bits(PlainFields in) throws NotPlainException {
        int generation = in.number(1);
        int first = in.number(2);
        long[] words = in.words(3);
        in.end();
        SnapshotPart.FilterBits bits = PackedBits.maybeBits(generation, first, words);
        if (bits == null) {
            throw in.notPlain();
        }
        return bits;
    }

    private static SnapshotPart.Recents recents(PlainFields in) throws NotPlainException {
        TaskIds ids = in.ids(1);
        byte[] outcomes = in.codes(2, ids.size(), OUTCOMES);
        in.end();
        return new SnapshotPart.Recents(ids, outcomes);
    }

    private static List<Entry> entries(PlainFields in) throws NotPlainException {
        List<Entry> entries = new ArrayList<>();
        while (in.hasMore()) {
            PlainFields entry = in.message(Pb.JournalEntries.ENTRIES_FIELD_NUMBER);
            if (entry.isNext(Pb.Entry.GRANTS_FIELD_NUMBER)) {
                entries.add(grants(entry.message(Pb.Entry.GRANTS_FIELD_NUMBER)));
            } else if (entry.isNext(Pb.Entry.CHANGES_FIELD_NUMBER)) {
                entries.add(changes(entry.message(Pb.Entry.CHANGES_FIELD_NUMBER)));
            } else {
                entries.add(committed(entry.message(Pb.Entry.COMMITTED_FIELD_NUMBER)));
            }
            entry.end();
            if (entries.size() > JournalCodec.MAX_ENTRIES) {
                throw in.notPlain();
            }
        }
        return entries;
    }

    private static Entry grants(PlainFields in) throws NotPlainException {
        PlainFields life = in.message(1);
        Life holder = new Life(new NodeId(life.name(1)), life.id(2), life.id(3));
        life.end();
        Claim claim = claim(in.message(2));
        int size = claim.size();
        long[] tokens = in.sums(3);
        in.same(claim.ids(), tokens.length);
        byte[] states = in.codes(4, size, STATES);
        for (byte state : states) {
            if (state != TaskState.GRANTED.code() && state != TaskState.RUNNING.code()) {
                throw in.notPlain();
            }
        }
        byte[] attempts = in.codes(5, size, 256);
        byte[] fresh = in.codes(6, size, 2);
        in.end();
        return new Entry.Grants(holder, claim, tokens, states, attempts, fresh);
    }

    private static Claim claim(PlainFields in) throws NotPlainException {
        long number = in.longNumber(1);
        QueuePartition partition = partition(in.message(2));
        long[] offsets = in.sums(3);
        TaskIds ids = in.same(in.ids(4), offsets.length);
        byte[] flags = in.codes(5, offsets.length, ValueMapper.FLAGS_LIMIT);
        in.end();
        long least = 0;
        for (long offset : offsets) {
            if (offset < least || offset == Long.MAX_VALUE) {
                throw in.notPlain();
            }
            least = offset + 1;
        }
        return new Claim(number, partition, offsets, ids, flags);
    }

    private static QueuePartition partition(PlainFields in) throws NotPlainException {
        QueuePartition partition = new QueuePartition(in.name(1), in.id(2), in.number(3));
        in.end();
        return partition;
    }

    private static Entry changes(PlainFields in) throws NotPlainException {
        TaskIds ids = in.ids(1);
        long[] tokens = in.sums(2);
        byte[] states = in.codes(3, tokens.length, STATES);
        byte[] outcomes = in.codes(4, tokens.length, OUTCOMES);
        in.end();
        return new Entry.Changes(in.same(ids, tokens.length), tokens, states, outcomes);
    }

    private static Entry committed(PlainFields in) throws NotPlainException {
        QueuePartition partition = partition(in.message(1));
        long offset = in.signed(2);
        in.end();
        return new Entry.Committed(partition, offset);
    }
}

package io.ballot.protocol.wire;

import io.ballot.protocol.Entry;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.pb.Pb;
import java.io.IOException;
import java.util.List;

/**
 * What a journal holds as bytes, in blocks of at most {@link #MAX_BLOCK}. Neither length nor checksum: the file's format adds
 * what it needs. Stateless; any thread.
 */
public final class JournalCodec {

    /** An entry or a part that fits one frame fits one block. */
    public static final int MAX_BLOCK = Frames.MAX_FRAME;

    /** Entries are gathered up to this: half a frame of filter words, which are smallest, is within {@link ElementLimit}. */
    static final int FULL_BLOCK = MAX_BLOCK / 2;

    /** Likewise: an entry has at most five messages within it. */
    static final int MAX_ENTRIES = 8_192;

    private JournalCodec() {}

    /** Takes one block after the other. */
    @FunctionalInterface
    public interface Sink {
        void block(byte[] body) throws IOException;
    }

    /**
     * Cuts {@code change} into blocks.
     *
     * @throws IllegalArgumentException when an entry or part is larger than a block; whoever made it should have split it
     */
    public static void encode(JournalRecord change, Sink sink) throws IOException {
        if (change instanceof JournalRecord.Promise promise) {
            put(new JournalBlock.Promise(promise.epoch()), sink);
        } else if (change instanceof JournalRecord.Entries applied) {
            entries(applied.entries(), sink);
        } else if (change instanceof JournalRecord.Whole whole) {
            put(new JournalBlock.Whole(whole.epoch(), whole.parts().size()), sink);
            for (SnapshotPart part : whole.parts()) {
                put(new JournalBlock.Part(part), sink);
            }
        } else {
            throw new IllegalArgumentException("no encoding for " + change.getClass());
        }
    }

    private static void entries(List<Entry> entries, Sink sink) throws IOException {
        Pb.JournalEntries.Builder gathered = Pb.JournalEntries.newBuilder();
        int bytes = 0;
        for (Entry entry : entries) {
            Pb.Entry pb = EntryMapper.toPb(entry);
            int size = pb.getSerializedSize();
            if (gathered.getEntriesCount() > 0
                    && (bytes + size > FULL_BLOCK || gathered.getEntriesCount() == MAX_ENTRIES)) {
                sink.block(bytes(Pb.JournalBlock.newBuilder().setEntries(gathered)));
                gathered = Pb.JournalEntries.newBuilder();
                bytes = 0;
            }
            gathered.addEntries(pb);
            bytes += size;
        }
        sink.block(bytes(Pb.JournalBlock.newBuilder().setEntries(gathered)));
    }

    private static void put(JournalBlock block, Sink sink) throws IOException {
        sink.block(encode(block));
    }

    /** @throws IllegalArgumentException when it is larger than a block may be */
    public static byte[] encode(JournalBlock block) {
        return bytes(JournalMapper.toPb(block));
    }

    private static byte[] bytes(Pb.JournalBlock.Builder builder) {
        Pb.JournalBlock pb = builder.build();
        if (pb.getSerializedSize() > MAX_BLOCK) {
            throw new IllegalArgumentException("a block of " + pb.getSerializedSize() + " bytes (" + pb.getBodyCase()
                    + ") is above the largest, " + MAX_BLOCK);
        }
        return pb.toByteArray();
    }

    /** @throws ProtocolException when these are not the bytes of one whole block */
    public static JournalBlock decode(byte[] bytes, int offset, int length) throws ProtocolException {
        if (length > MAX_BLOCK) {
            throw new ProtocolException(length + " bytes, above the largest block, " + MAX_BLOCK, "journal");
        }
        JournalBlock plain = PlainBlocks.maybeRead(bytes, offset, length);
        return plain != null ? plain : decodeGenerated(bytes, offset, length);
    }

    /** By the generated classes, whatever it is. */
    static JournalBlock decodeGenerated(byte[] bytes, int offset, int length) throws ProtocolException {
        ElementLimit.checkBlock(bytes, offset, length);
        return JournalMapper.block(Parsing.parse(Parsing.JOURNAL_BLOCK, bytes, offset, length, "journal"));
    }
}

package io.ballot.protocol.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import io.ballot.protocol.pb.Pb;
import java.io.IOException;

/**
 * Bytes to generated messages. Fields of later versions are skipped rather than kept: nobody reads them, and kept, each
 * costs a hundred times the bytes that it came in.
 */
final class Parsing {

    static final Parser<Pb.Envelope> ENVELOPE = skipping(Pb.Envelope.parser());
    static final Parser<Pb.Greeting> GREETING = skipping(Pb.Greeting.parser());
    static final Parser<Pb.SnapshotPart> SNAPSHOT_PART = skipping(Pb.SnapshotPart.parser());
    static final Parser<Pb.JournalBlock> JOURNAL_BLOCK = skipping(Pb.JournalBlock.parser());

    private Parsing() {}

    private static <M extends Message> Parser<M> skipping(Parser<M> parser) {
        return DiscardUnknownFieldsParser.wrap(parser);
    }

    static <M> M parse(Parser<M> parser, byte[] bytes, String where) throws ProtocolException {
        return parse(parser, bytes, 0, bytes.length, where);
    }

    static <M> M parse(Parser<M> parser, byte[] bytes, int offset, int length, String where) throws ProtocolException {
        try {
            return parser.parseFrom(bytes, offset, length);
        } catch (InvalidProtocolBufferException e) {
            throw malformed(e, length, where);
        }
    }

    /** The first field from {@code least} on that stands in the message itself, or -1. */
    static int firstField(byte[] bytes, int least, String where) throws ProtocolException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) >= least) {
                    return WireFormat.getTagFieldNumber(tag);
                }
                in.skipField(tag);
            }
            return -1;
        } catch (IOException e) {
            throw malformed(e, bytes.length, where);
        }
    }

    /** Protobuf's own words are for programmers, in the cause; the operator's line gets the size. */
    static ProtocolException malformed(IOException cause, int size, String where) {
        ProtocolException exception = new ProtocolException("malformed, " + size + " bytes", where);
        exception.initCause(cause);
        return exception;
    }
}

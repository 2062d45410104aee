package io.ballot.protocol.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import io.ballot.protocol.pb.Pb;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a frame, or a block of a journal, that says too many things before any of them is made. An empty element is two
 * bytes on the wire and some two hundred in memory with its builder and its record: a full frame of them would be a hundred
 * megabytes. No honest frame comes near: its elements carry an id, an offset or a partition.
 *
 * <p>Only frames above {@value #UNCHECKED_BYTES} bytes are looked at; a smaller one cannot cost more than those that pass.
 */
final class ElementLimit {

    /** Messages within a frame: 24,000 tasks in claims of one each are twice that, with their partitions. */
    static final int MAX_MESSAGES = 80_000;

    /** Numbers in lists: two for each of 24,000 tasks, or {@code SnapshotPart.MAX_WORDS} positions and words. */
    static final int MAX_NUMBERS = 160_000;

    static final int UNCHECKED_BYTES = 64 * 1024;

    /** Read from the schema when they are first needed: that takes a start as long as a large journal. */
    private static final class OfEnvelope {
        static final Shape SHAPE = Shape.of(Pb.Envelope.getDescriptor());
    }

    private static final class OfBlock {
        static final Shape SHAPE = Shape.of(Pb.JournalBlock.getDescriptor());
    }

    private int messages;
    private int numbers;

    private ElementLimit() {}

    /** @throws ProtocolException when the body of a frame has more elements than any that is sent */
    static void check(byte[] body) throws ProtocolException {
        if (body.length > UNCHECKED_BYTES) {
            check(body, 0, body.length, OfEnvelope.SHAPE, "envelope");
        }
    }

    /** @throws ProtocolException when a block of a journal has more elements than any that is written */
    static void checkBlock(byte[] bytes, int offset, int length) throws ProtocolException {
        if (length > UNCHECKED_BYTES) {
            check(bytes, offset, length, OfBlock.SHAPE, "journal");
        }
    }

    private static void check(byte[] bytes, int offset, int length, Shape shape, String where)
            throws ProtocolException {
        try {
            ElementLimit counted = new ElementLimit();
            if (!counted.isWithin(CodedInputStream.newInstance(bytes, offset, length), shape)) {
                throw new ProtocolException(
                        "more than " + MAX_MESSAGES + " messages or " + MAX_NUMBERS + " numbers in one frame", where);
            }
        } catch (IOException e) {
            throw Parsing.malformed(e, length, where);
        }
    }

    /** @return whether all of it could be counted before there were too many */
    private boolean isWithin(CodedInputStream in, Shape shape) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int number = WireFormat.getTagFieldNumber(tag);
            boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            Shape maybeNested = shape.maybeMessage(number);
            int least = shape.leastBytes(number);
            if (maybeNested != null && delimited) {
                messages++;
                int before = in.pushLimit(in.readRawVarint32());
                if (!isWithin(in, maybeNested)) {
                    return false;
                }
                in.popLimit(before);
            } else if (least > 0 && delimited) {
                int length = in.readRawVarint32();
                int before = in.pushLimit(length);
                numbers += least > 1 ? length / least : varints(in);
                in.skipRawBytes(in.getBytesUntilLimit());
                in.popLimit(before);
            } else {
                numbers += least > 0 ? 1 : 0;
                in.skipField(tag);
            }
            if (messages > MAX_MESSAGES || numbers > MAX_NUMBERS) {
                return false;
            }
        }
        return true;
    }

    private static int varints(CodedInputStream in) throws IOException {
        int count = 0;
        while (in.getBytesUntilLimit() > 0) {
            count += in.readRawByte() >= 0 ? 1 : 0;
        }
        return count;
    }

    /** What of a message is counted, by field number; arrays, because fields nobody knows may be as many as fit a frame. */
    private static final class Shape {
        private final @Nullable Shape[] messages;
        private final int[] leastBytes;

        private Shape(int fields) {
            messages = new Shape[fields];
            leastBytes = new int[fields];
        }

        /** The schema has no message within itself. */
        static Shape of(Descriptor type) {
            int highest = type.getFields().stream()
                    .mapToInt(FieldDescriptor::getNumber)
                    .max()
                    .orElse(0);
            Shape shape = new Shape(highest + 1);
            for (FieldDescriptor field : type.getFields()) {
                if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                    shape.messages[field.getNumber()] = of(field.getMessageType());
                } else if (field.isPackable()) {
                    boolean fixed = field.getType() == FieldDescriptor.Type.FIXED64;
                    shape.leastBytes[field.getNumber()] = fixed ? Long.BYTES : 1;
                }
            }
            return shape;
        }

        @Nullable
        Shape maybeMessage(int field) {
            return field < messages.length ? messages[field] : null;
        }

        /** Of one number in the list, or 0 where the field is none. */
        int leastBytes(int field) {
            return field < leastBytes.length ? leastBytes[field] : 0;
        }
    }
}

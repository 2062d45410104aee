package io.ballot.protocol.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.pb.Pb;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;

/** Envelopes to bytes and back. Stateless; any thread. */
public final class WireCodec {

    private WireCodec() {}

    /** The body of a frame. */
    public static byte[] encode(Envelope envelope) {
        return toPb(envelope).toByteArray();
    }

    /**
     * A whole frame, length included. The caller owns the buffer.
     *
     * @throws IllegalArgumentException when the message is larger than {@link Frames#MAX_FRAME}; who made it should have split
     *     it
     */
    public static ByteBuf encodeFrame(Envelope envelope, ByteBufAllocator allocator) {
        Pb.Envelope pb = toPb(envelope);
        int size = pb.getSerializedSize();
        if (size > Frames.MAX_FRAME) {
            throw new IllegalArgumentException(envelope.message().getClass().getSimpleName() + " of " + size
                    + " bytes is above the largest frame, " + Frames.MAX_FRAME);
        }
        return frame(pb, size, allocator);
    }

    /**
     * @throws UnknownMessageException for a message of a later version: to be skipped
     * @throws ProtocolException for anything else that is no envelope
     */
    public static Envelope decode(byte[] body) throws ProtocolException {
        ElementLimit.check(body);
        Pb.Envelope pb = Parsing.parse(Parsing.ENVELOPE, body, "envelope");
        return new Envelope(
                Checks.notEmpty(pb.getCluster(), "envelope.cluster"),
                Checks.notNegative(pb.getShard(), "envelope.shard"),
                Checks.notNegative(pb.getEpoch(), "envelope.epoch"),
                ValueMapper.life(pb.getSender(), "envelope.sender"),
                MessageMapper.message(pb, body));
    }

    /** As {@link #decode(byte[])}, of all readable bytes; they are copied, the buffer stays the caller's. */
    public static Envelope decode(ByteBuf body) throws ProtocolException {
        return decode(ByteBufUtil.getBytes(body));
    }

    private static Pb.Envelope toPb(Envelope envelope) {
        Pb.Envelope.Builder pb = Pb.Envelope.newBuilder()
                .setCluster(envelope.cluster())
                .setShard(envelope.shard())
                .setEpoch(envelope.epoch())
                .setSender(ValueMapper.toPb(envelope.sender()));
        MessageMapper.put(envelope.message(), pb);
        return pb.build();
    }

    private static ByteBuf frame(MessageLite message, int size, ByteBufAllocator allocator) {
        ByteBuf frame = allocator.ioBuffer(Frames.LENGTH_BYTES + size, Frames.LENGTH_BYTES + size);
        boolean whole = false;
        try {
            frame.writeInt(size);
            CodedOutputStream out = CodedOutputStream.newInstance(frame.nioBuffer(Frames.LENGTH_BYTES, size));
            message.writeTo(out);
            out.flush();
            frame.writerIndex(Frames.LENGTH_BYTES + size);
            whole = true;
            return frame;
        } catch (IOException e) {
            throw new IllegalStateException("a message wrote other than the " + size + " bytes that it announced", e);
        } finally {
            if (!whole) {
                frame.release();
            }
        }
    }
}

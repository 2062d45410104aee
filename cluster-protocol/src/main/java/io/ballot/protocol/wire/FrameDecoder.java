package io.ballot.protocol.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;

/**
 * Cuts a stream into frames' bodies. Starts with the small limit; {@link #accepted} raises it once HELLO has passed.
 *
 * <p>A class of its own rather than Netty's, because the limit changes in the middle of the stream, maybe in the middle of
 * one read. The length is judged as soon as it is there: nothing is gathered for a frame that is too long,
 * and nothing after it is looked at, since where the next one begins is not known.
 */
public final class FrameDecoder extends ByteToMessageDecoder {

    private int maxFrame = Frames.MAX_HELLO_FRAME;
    private boolean broken;

    /** HELLO has passed; takes effect with the next frame. Call from the channel's event loop. */
    public void accepted() {
        maxFrame = Frames.MAX_FRAME;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < Frames.LENGTH_BYTES) {
            return;
        }
        long length = in.getUnsignedInt(in.readerIndex());
        if (length > maxFrame) {
            broken = true;
            in.skipBytes(in.readableBytes());
            throw new CorruptedFrameException("frame of " + length + " bytes, the limit is " + maxFrame);
        }
        if (in.readableBytes() >= Frames.LENGTH_BYTES + length) {
            in.skipBytes(Frames.LENGTH_BYTES);
            out.add(in.readRetainedSlice((int) length));
        }
    }
}

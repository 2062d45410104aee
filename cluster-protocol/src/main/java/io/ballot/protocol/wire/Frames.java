package io.ballot.protocol.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Bounds of frames. A frame is its length (four bytes, big endian, not counting themselves) and that many bytes. After HELLO
 * an empty frame is a sign of life and nothing else.
 */
public final class Frames {

    public static final int LENGTH_BYTES = 4;

    /** Largest frame before HELLO has passed: who has not said who it is gets no memory. */
    public static final int MAX_HELLO_FRAME = 4 * 1024;

    /** Largest frame after HELLO. */
    public static final int MAX_FRAME = 1024 * 1024;

    /**
     * Tasks that fit one frame whatever their values: a grant takes at most 16 bytes for the id, 10 each for offset and token
     * and 4 of codes, 40 in all; 24,000 of them leave 88 KiB for the rest.
     */
    public static final int MAX_TASKS = 24_000;

    private Frames() {}

    /** An empty frame. The caller owns the buffer. */
    public static ByteBuf signOfLife(ByteBufAllocator allocator) {
        return allocator.ioBuffer(LENGTH_BYTES, LENGTH_BYTES).writeInt(0);
    }
}

package io.ballot.protocol.wire;

import io.ballot.protocol.pb.Pb;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Greetings to frames and back. The body begins with four magic bytes outside the schema, so that a stranger is told apart
 * whatever later versions do to the rest.
 */
public final class GreetingCodec {

    /** "BLLT". */
    public static final int MAGIC = 0x424C4C54;

    /** Longest reason that is sent, in characters; keeps a refusal below {@link Frames#MAX_HELLO_FRAME}. */
    public static final int MAX_REASON = OneLine.MAX_REASON;

    /** Longest name of a cluster or node that is taken from a stranger, in characters. */
    public static final int MAX_NAME = 255;

    private GreetingCodec() {}

    /** A whole frame, length included. The caller owns the buffer. */
    public static ByteBuf encodeFrame(Greeting greeting, ByteBufAllocator allocator) {
        byte[] body = toPb(greeting).toByteArray();
        int length = Integer.BYTES + body.length;
        if (length > Frames.MAX_HELLO_FRAME) {
            throw new IllegalArgumentException("a greeting of " + length + " bytes is above " + Frames.MAX_HELLO_FRAME
                    + ": cluster or node name too long");
        }
        return allocator
                .ioBuffer(Frames.LENGTH_BYTES + length)
                .writeInt(length)
                .writeInt(MAGIC)
                .writeBytes(body);
    }

    /** @throws ProtocolException when the readable bytes are no greeting; the buffer stays the caller's */
    public static Greeting decode(ByteBuf body) throws ProtocolException {
        if (body.readableBytes() < Integer.BYTES || body.getInt(body.readerIndex()) != MAGIC) {
            throw new ProtocolException("wrong magic, not a Ballot node", "greeting");
        }
        byte[] bytes = new byte[body.readableBytes() - Integer.BYTES];
        body.getBytes(body.readerIndex() + Integer.BYTES, bytes);
        return greeting(Parsing.parse(Parsing.GREETING, bytes, "greeting"));
    }

    private static Greeting greeting(Pb.Greeting pb) throws ProtocolException {
        return switch (pb.getBodyCase()) {
            case HELLO -> hello(pb.getHello());
            case REFUSAL -> new Greeting.Refusal(printable(pb.getRefusal().getReason()));
            case BODY_NOT_SET -> throw new ProtocolException("neither HELLO nor refusal", "greeting");
        };
    }

    private static Greeting.Hello hello(Pb.Hello pb) throws ProtocolException {
        name(pb.getLife().getNode(), "hello.life");
        return new Greeting.Hello(
                pb.getMinVersion(),
                pb.getMaxVersion(),
                name(pb.getCluster(), "hello.cluster"),
                Packed.id(pb.getStore(), "hello.store"),
                ValueMapper.life(pb.getLife(), "hello.life"));
    }

    /** Names of strangers end up in log lines and refusals. */
    private static String name(String name, String where) throws ProtocolException {
        if (name.isEmpty() || name.length() > MAX_NAME || !name.equals(printable(name))) {
            throw new ProtocolException("not a name of 1 to " + MAX_NAME + " printable characters", where);
        }
        return name;
    }

    private static Pb.Greeting toPb(Greeting greeting) {
        Pb.Greeting.Builder pb = Pb.Greeting.newBuilder();
        if (greeting instanceof Greeting.Hello hello) {
            pb.setHello(Pb.Hello.newBuilder()
                    .setMinVersion(hello.minVersion())
                    .setMaxVersion(hello.maxVersion())
                    .setCluster(hello.cluster())
                    .setStore(Packed.id(hello.store()))
                    .setLife(ValueMapper.toPb(hello.life())));
        } else if (greeting instanceof Greeting.Refusal refusal) {
            pb.setRefusal(Pb.Refusal.newBuilder().setReason(printable(refusal.reason())));
        }
        return pb.build();
    }

    /** A reason ends up in a log line: one line, bounded, nothing that steers a terminal. */
    private static String printable(String reason) {
        return OneLine.of(reason, MAX_REASON);
    }
}

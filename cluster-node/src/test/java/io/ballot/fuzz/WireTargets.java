package io.ballot.fuzz;

import io.ballot.protocol.pb.Pb;
import io.ballot.protocol.wire.Frames;
import io.ballot.protocol.wire.Greeting;
import io.ballot.protocol.wire.GreetingCodec;
import io.ballot.protocol.wire.JournalCodec;
import io.ballot.protocol.wire.ProtocolException;
import io.ballot.protocol.wire.SnapshotPartCodec;
import io.ballot.protocol.wire.WireCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Arrays;
import java.util.List;

/** The codecs of everything in protobuf: what goes over the wire and what lies in snapshots. */
public final class WireTargets {

    private static final int MAGIC_BYTES = 4;

    private WireTargets() {}

    public static FuzzTarget envelopes() {
        WireDamage damage = new WireDamage(Pb.Envelope.getDescriptor(), Golden.envelopes(), Frames.MAX_FRAME);
        return new CodecTarget<>("envelope", 350, damage::make, WireCodec::decode, WireCodec::encode);
    }

    public static FuzzTarget greetings() {
        return new CodecTarget<>(
                "greeting", 100, new Greetings()::make, WireTargets::decodeGreeting, WireTargets::encodeGreeting);
    }

    public static FuzzTarget snapshotParts() {
        return new CodecTarget<>(
                "snapshot-part", 60, snapshotDamage()::make, SnapshotPartCodec::decode, SnapshotPartCodec::encode);
    }

    /** Damage to parts as they lie in a file. */
    public static WireDamage snapshotDamage() {
        return new WireDamage(Pb.SnapshotPart.getDescriptor(), parts(), Frames.MAX_FRAME);
    }

    public static FuzzTarget journalBlocks() {
        return new CodecTarget<>(
                "journal-block",
                50,
                blockDamage()::make,
                bytes -> JournalCodec.decode(bytes, 0, bytes.length),
                JournalCodec::encode);
    }

    /** Damage to blocks as they lie in a journal. */
    public static WireDamage blockDamage() {
        return new WireDamage(Pb.JournalBlock.getDescriptor(), Golden.journalBlocks(), JournalCodec.MAX_BLOCK);
    }

    private static List<byte[]> parts() {
        return Golden.envelopes().stream()
                .map(WireTargets::maybePart)
                .filter(part -> part.length > 0)
                .toList();
    }

    private static byte[] maybePart(byte[] envelope) {
        try {
            Pb.Envelope pb = Pb.Envelope.parseFrom(envelope);
            return pb.hasSnapshot() ? pb.getSnapshot().getPart().toByteArray() : new byte[0];
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException("a golden file that is no envelope", e);
        }
    }

    /** Bodies of greetings: the magic bytes are not part of the schema, and mostly right. */
    public static final class Greetings {
        private final WireDamage damage = new WireDamage(
                Pb.Greeting.getDescriptor(),
                Golden.greetings().stream()
                        .map(body -> Arrays.copyOfRange(body, MAGIC_BYTES, body.length))
                        .toList(),
                Frames.MAX_HELLO_FRAME - MAGIC_BYTES);

        public byte[] make(FuzzRandom random) {
            byte[] magic = {'B', 'L', 'L', 'T'};
            if (random.oneIn(30)) {
                magic = ByteDamage.of(magic, random);
            }
            return ByteDamage.joined(magic, damage.make(random));
        }
    }

    private static Greeting decodeGreeting(byte[] body) throws ProtocolException {
        return GreetingCodec.decode(Unpooled.wrappedBuffer(body));
    }

    private static byte[] encodeGreeting(Greeting greeting) {
        ByteBuf frame = GreetingCodec.encodeFrame(greeting, UnpooledByteBufAllocator.DEFAULT);
        byte[] body = ByteBufUtil.getBytes(frame, Frames.LENGTH_BYTES, frame.readableBytes() - Frames.LENGTH_BYTES);
        frame.release();
        return body;
    }
}

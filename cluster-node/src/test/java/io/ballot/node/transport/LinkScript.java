package io.ballot.node.transport;

import io.ballot.fuzz.ByteDamage;
import io.ballot.fuzz.FuzzRandom;
import io.ballot.fuzz.Golden;
import io.ballot.fuzz.WireDamage;
import io.ballot.fuzz.WireTargets;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.pb.Pb;
import io.ballot.protocol.wire.Frames;
import io.ballot.protocol.wire.Greeting;
import io.ballot.protocol.wire.GreetingCodec;
import io.ballot.protocol.wire.ProtocolException;
import io.ballot.protocol.wire.WireCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What one connection brings, as bytes: who called, and then one block (length, bytes) for each read. So a finding's file
 * says where its stream was cut.
 */
final class LinkScript {

    /** So that most inputs are quick; the codec's own target tries full frames more often. */
    private static final int MOST = 64 * 1024;

    private final WireDamage damage = new WireDamage(Pb.Envelope.getDescriptor(), Golden.envelopes(), MOST);
    private final WireTargets.Greetings greetings = new WireTargets.Greetings();
    private final List<Envelope> envelopes;
    private final Identity peer;

    LinkScript(Identity peer) {
        this.peer = peer;
        this.envelopes = Golden.envelopes().stream().map(LinkScript::decoded).toList();
    }

    private static Envelope decoded(byte[] body) {
        try {
            return WireCodec.decode(body);
        } catch (ProtocolException e) {
            throw new IllegalStateException("a golden file that is no envelope", e);
        }
    }

    byte[] make(FuzzRandom random) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        if (!random.oneIn(20)) {
            stream.writeBytes(greeting(random));
        }
        for (int i = random.below(7); i > 0; i--) {
            stream.writeBytes(frame(random));
        }
        byte[] bytes = stream.toByteArray();
        if (random.oneIn(6)) {
            bytes = ByteDamage.of(bytes, random);
        }
        return cut(bytes, random);
    }

    private byte[] greeting(FuzzRandom random) {
        if (random.oneIn(4)) {
            return framed(greetings.make(random), random);
        }
        Greeting.Hello hello = peer.hello();
        Greeting greeting = switch (random.below(16)) {
            case 0 -> new Greeting.Refusal("no \u009b2J\u202e\n room");
            case 1 ->
                new Greeting.Hello(
                        (int) random.number(), (int) random.number(), hello.cluster(), hello.store(), hello.life());
            case 2 ->
                TestNode.identity("peer", 1 + random.below(3), TestNode.CLUSTER).hello();
            case 3 -> TestNode.identity("node", 9, TestNode.CLUSTER).hello();
            case 4 ->
                TestNode.identity("peer", 9, "other \ud83d\ude00".repeat(1 + random.below(30)))
                        .hello();
            default -> hello;
        };
        ByteBuf frame = GreetingCodec.encodeFrame(greeting, UnpooledByteBufAllocator.DEFAULT);
        byte[] bytes = ByteBufUtil.getBytes(frame);
        frame.release();
        return bytes;
    }

    private byte[] frame(FuzzRandom random) {
        return switch (random.below(8)) {
            case 0 -> new byte[Frames.LENGTH_BYTES];
            case 1 -> framed(damage.make(random), random);
            case 2 -> framed(random.bytes(random.size(300)), random);
            case 3 -> framed(WireCodec.encode(random.pick(envelopes)), random);
            default -> {
                Envelope golden = random.pick(envelopes);
                String cluster = random.oneIn(30) ? "x\ny".repeat(1 + random.size(1_000)) : TestNode.CLUSTER;
                byte[] body = WireCodec.encode(new Envelope(cluster, 0, 1, peer.life(), golden.message()));
                yield framed(body, random);
            }
        };
    }

    private static byte[] framed(byte[] body, FuzzRandom random) {
        int length = random.oneIn(40) ? (int) random.number() : body.length;
        return ByteDamage.joined(ByteBuffer.allocate(4).putInt(length).array(), body);
    }

    private static byte[] cut(byte[] stream, FuzzRandom random) {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.write(random.below(2));
        int most = switch (random.below(4)) {
            case 0 -> stream.length + 1;
            case 1 -> 1 + stream.length / 500;
            default -> 1 + random.size(200) + stream.length / 100;
        };
        for (int at = 0; at < stream.length; ) {
            int count = Math.min(stream.length - at, 1 + random.below(most));
            script.writeBytes(ByteBuffer.allocate(4).putInt(count).array());
            script.write(stream, at, count);
            at += count;
        }
        return script.toByteArray();
    }

    /** Whether this node has called, rather than was called. */
    static boolean isCaller(byte[] script) {
        return script.length > 0 && script[0] == 1;
    }

    static List<byte[]> reads(byte[] script) {
        List<byte[]> reads = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(script);
        in.position(Math.min(1, script.length));
        while (in.remaining() > Integer.BYTES) {
            int announced = in.getInt();
            byte[] read = new byte[Math.max(1, Math.min(announced, in.remaining()))];
            in.get(read);
            reads.add(read);
        }
        return reads;
    }

    static byte[] joined(List<byte[]> reads) {
        byte[] all = new byte[reads.stream().mapToInt(read -> read.length).sum()];
        int at = 0;
        for (byte[] read : reads) {
            System.arraycopy(read, 0, all, at, read.length);
            at += read.length;
        }
        return all;
    }
}

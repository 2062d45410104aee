package io.ballot.node.transport;

import io.ballot.protocol.Envelope;
import io.ballot.protocol.Life;
import io.ballot.protocol.wire.Frames;
import io.ballot.protocol.wire.Greeting;
import io.ballot.protocol.wire.GreetingCodec;
import io.ballot.protocol.wire.ProtocolException;
import io.ballot.protocol.wire.UnknownMessageException;
import io.ballot.protocol.wire.WireCodec;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a stream of bytes must lead to, read from its beginning in one go: no events, no fragments, no handlers that replace
 * one another. Where the real handlers come to anything else, how the stream was cut has made a difference.
 */
final class LinkModel {

    /** What goes into the inbox. */
    final List<Envelope> received = new ArrayList<>();
    /** Why the connection is closed, where it is. */
    @Nullable
    String maybeReason;
    /** It ended before the greeting was accepted. */
    boolean greeted;
    /** The other side is another process than was called, or has refused this node: it gets no refusal. */
    boolean withoutWord;

    private final Identity self;
    private final @Nullable Life expected;

    LinkModel(Identity self, @Nullable Life expected) {
        this.self = self;
        this.expected = expected;
    }

    void read(byte[] stream) {
        ByteBuffer in = ByteBuffer.wrap(stream);
        Life peer = null;
        while (maybeReason == null && in.remaining() >= Frames.LENGTH_BYTES) {
            long length = Integer.toUnsignedLong(in.getInt());
            int most = greeted ? Frames.MAX_FRAME : Frames.MAX_HELLO_FRAME;
            if (length > most) {
                maybeReason = "frame of " + length + " bytes, the limit is " + most;
            } else if (length > in.remaining()) {
                return;
            } else {
                byte[] body = new byte[(int) length];
                in.get(body);
                if (peer == null) {
                    peer = greeting(body);
                } else if (body.length > 0) {
                    message(body, peer);
                }
            }
        }
    }

    private @Nullable Life greeting(byte[] body) {
        try {
            Greeting greeting = GreetingCodec.decode(Unpooled.wrappedBuffer(body));
            if (greeting instanceof Greeting.Refusal refusal) {
                withoutWord = true;
                maybeReason = refusal.reason();
                return null;
            }
            Greeting.Hello hello = (Greeting.Hello) greeting;
            Optional<String> refusal = new HelloRules(self).maybeRefusal(hello);
            withoutWord = refusal.isEmpty() && expected != null && !expected.equals(hello.life());
            maybeReason = withoutWord ? "another process than was looked for" : refusal.orElse(null);
            greeted = maybeReason == null;
            return greeted ? hello.life() : null;
        } catch (ProtocolException e) {
            maybeReason = e.getMessage();
            return null;
        }
    }

    private void message(byte[] body, Life peer) {
        try {
            Envelope envelope = WireCodec.decode(body);
            if (!envelope.sender().equals(peer)) {
                maybeReason = "envelope.sender: from ";
            } else if (!envelope.cluster().equals(self.cluster())) {
                maybeReason = "envelope.cluster: of cluster '";
            } else {
                received.add(envelope);
            }
        } catch (UnknownMessageException e) {
            // Of a later version: skipped, and the link stays.
        } catch (ProtocolException e) {
            maybeReason = e.getMessage();
        }
    }
}

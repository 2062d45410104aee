package io.ballot.node.transport;

import io.ballot.core.Event;
import io.ballot.fuzz.FuzzRandom;
import io.ballot.fuzz.FuzzTarget;
import io.ballot.fuzz.Promises;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.wire.FrameDecoder;
import io.ballot.protocol.wire.Frames;
import io.ballot.protocol.wire.Greeting;
import io.ballot.protocol.wire.GreetingCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One connection through the real handlers, in any pieces: the inbox gets what {@link LinkModel} says and nothing else, and
 * a stream that is wrong closes its connection, with its reason in one line of the log and, before HELLO, to the other side.
 *
 * <p>Leaks are counted, not sampled: the connection has an allocator of its own, of which nothing may be left. Netty's leak
 * detector sees a buffer only once it is collected.
 */
public final class LinkFuzz implements FuzzTarget {

    private static final Identity SELF = TestNode.identity("node", 1, TestNode.CLUSTER);
    private static final Identity PEER = TestNode.identity("peer", 9, TestNode.CLUSTER);

    private final LinkScript script = new LinkScript(PEER);
    private final BackgroundResolver resolver = new BackgroundResolver("fuzz-names");
    private final Dialler dialler = new Dialler(new EmbeddedChannel().eventLoop(), resolver);
    private final TransportLog log = new TransportLog();

    @Override
    public String name() {
        return "link";
    }

    @Override
    public int perMille() {
        return 100;
    }

    @Override
    public byte[] make(FuzzRandom random) {
        return script.make(random);
    }

    @Override
    public Answer check(byte[] input) {
        List<byte[]> reads = LinkScript.reads(input);
        boolean caller = LinkScript.isCaller(input);
        LinkModel model = new LinkModel(SELF, caller ? PEER.life() : null);
        model.read(LinkScript.joined(reads));

        log.clear();
        List<Envelope> inbox = new ArrayList<>();
        Consumer<Event> take = event -> {
            if (event instanceof Event.Received received) { // the channel's end is told as well
                inbox.add(received.envelope());
            }
        };
        Links links = new Links(SELF, take, new LinkWriter(SELF), dialler);
        UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false, true);
        EmbeddedChannel channel = channel(links, caller, memory);
        long limit = Frames.MAX_HELLO_FRAME;
        for (byte[] read : reads) {
            if (!channel.isOpen()) {
                break;
            }
            channel.writeInbound(memory.buffer(read.length).writeBytes(read));
            limit = links.isLinked(PEER.life()) || model.greeted ? Frames.MAX_FRAME : limit;
            long held = memory.metric().usedHeapMemory();
            Promises.holds(held <= 4 * (limit + read.length) + 8 * 1024, "%d bytes held after %d", held, read.length);
        }
        boolean open = channel.isOpen();
        String last = lastRefusal(channel);
        Promises.holds(channel.inboundMessages().isEmpty(), "something went through all handlers");
        channel.finishAndReleaseAll();
        long left = memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
        Promises.holds(left == 0, "%d bytes of buffers are left", left);
        compare(model, open, inbox, last);
        return model.maybeReason == null ? Answer.UNDERSTOOD : Answer.REFUSED;
    }

    private static EmbeddedChannel channel(Links links, boolean caller, UnpooledByteBufAllocator memory) {
        FrameDecoder frames = new FrameDecoder();
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(memory);
        HandshakeHandler handshake = new HandshakeHandler(links, frames, caller ? PEER.life() : null);
        Promises.holds(caller || links.lobby().enter(channel), "no room in the lobby");
        channel.pipeline().addLast(frames, handshake);
        channel.pipeline().fireChannelActive();
        return channel;
    }

    private void compare(LinkModel model, boolean open, List<Envelope> inbox, String lastRefusal) {
        Promises.holds(Promises.same(inbox, model.received), "received %s where %s was due", inbox, model.received);
        String reason = model.maybeReason;
        Promises.holds(open == (reason == null), "open: %s, to be closed for: %s", open, reason);
        List<String> reasons = log.reasons();
        Promises.holds(reasons.size() == (reason == null ? 0 : 1), "logged %s, to be closed for: %s", reasons, reason);
        log.lines().forEach(Promises::oneLine);
        if (reason != null) {
            Promises.holds(reasons.get(0).contains(reason), "logged %s, to be closed for: %s", reasons, reason);
            boolean told = !model.greeted && !model.withoutWord;
            Promises.holds(lastRefusal.equals(told ? reason : ""), "told '%s' where '%s' was due", lastRefusal, reason);
        }
    }

    /** The reason in the last frame that was sent, empty where that was no refusal. */
    private static String lastRefusal(EmbeddedChannel channel) {
        String reason = "";
        for (ByteBuf sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
            try {
                sent.skipBytes(Frames.LENGTH_BYTES);
                reason = GreetingCodec.decode(sent) instanceof Greeting.Refusal refusal ? refusal.reason() : "";
            } catch (io.ballot.protocol.wire.ProtocolException e) {
                throw new AssertionError("sent something that is no greeting", e);
            } finally {
                sent.release();
            }
        }
        return reason;
    }

    @Override
    public void close() {
        resolver.close();
        log.close();
    }
}

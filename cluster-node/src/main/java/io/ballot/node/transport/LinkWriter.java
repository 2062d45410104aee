package io.ballot.node.transport;

import io.ballot.protocol.Envelope;
import io.ballot.protocol.wire.WireCodec;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes and writes; lives on the event loop.
 *
 * <p>Encoding is done here and not by the driver: one leader's driver is what bounds the cluster's votes, and messages are
 * immutable, so the work can move to the other thread.
 */
final class LinkWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LinkWriter.class);

    private final Identity self;
    private final AtomicLong dropped = new AtomicLong();
    private final ChannelFutureListener countLoss = written -> dropped(written.isSuccess() ? 0 : 1);

    LinkWriter(Identity self) {
        this.self = self;
    }

    /** Writes without flushing; drops where the peer takes less than it is sent. */
    void write(Channel channel, Outgoing message) {
        if (!channel.isWritable()) {
            channel.flush();
            if (!channel.isWritable()) {
                dropped(1);
                return;
            }
        }
        ByteBuf frame;
        try {
            Envelope envelope = new Envelope(self.cluster(), 0, message.epoch(), self.life(), message.message());
            frame = WireCodec.encodeFrame(envelope, channel.alloc());
        } catch (IllegalArgumentException e) {
            dropped(1);
            LOG.error("Dropped a message to {} that must not be made: {}", message.to(), e.getMessage());
            return;
        }
        channel.write(frame).addListener(countLoss);
    }

    void dropped(int messages) {
        dropped.addAndGet(messages);
    }

    /** Messages dropped so far: no address, no connection, no room, or lost with its link. */
    long dropped() {
        return dropped.get();
    }
}

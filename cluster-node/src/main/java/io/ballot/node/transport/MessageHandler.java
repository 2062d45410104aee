package io.ballot.node.transport;

import io.ballot.core.Event;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Life;
import io.ballot.protocol.wire.ProtocolException;
import io.ballot.protocol.wire.UnknownMessageException;
import io.ballot.protocol.wire.WireCodec;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A peer's messages into the inbox. A frame that is no message of this very peer ends the link, and nothing else. */
final class MessageHandler extends SimpleChannelInboundHandler<ByteBuf> {

    private static final Logger LOG = LoggerFactory.getLogger(MessageHandler.class);

    private final Links links;
    private final Life peer;
    private boolean unknownSaid;
    private boolean broken;

    MessageHandler(Links links, Life peer) {
        this.links = links;
        this.peer = peer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
        if (broken || !frame.isReadable()) {
            return;
        }
        try {
            Envelope envelope = WireCodec.decode(frame);
            check(envelope);
            links.received(new Event.Received(envelope));
        } catch (UnknownMessageException e) {
            if (!unknownSaid) {
                unknownSaid = true;
                LOG.warn("Skipping messages of {} that this version does not know: {}", peer, e.getMessage());
            }
        } catch (ProtocolException e) {
            breakOff(ctx, String.valueOf(e.getMessage()));
        }
    }

    private void check(Envelope envelope) throws ProtocolException {
        if (!envelope.sender().equals(peer)) {
            throw new ProtocolException("from " + envelope.sender() + " on a link of " + peer, "envelope.sender");
        }
        if (!envelope.cluster().equals(links.self().cluster())) {
            throw new ProtocolException("of cluster '" + envelope.cluster() + "'", "envelope.cluster");
        }
    }

    private void breakOff(ChannelHandlerContext ctx, String reason) {
        if (broken) {
            return; // what comes after the first damage is more of it, and was said
        }
        broken = true;
        LOG.warn("Closing the link with {} at {}: {}", peer, ctx.channel().remoteAddress(), reason);
        Links.end(ctx.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof DecoderException) {
            breakOff(ctx, String.valueOf(cause.getMessage()));
        } else if (cause instanceof IOException) {
            // The peer's end is gone; channelInactive says so in the log.
            ctx.close();
        } else {
            LOG.error(
                    "Closing the link with {} after an unexpected error; the next message opens another", peer, cause);
            Links.end(ctx.channel());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        links.closed(ctx.channel(), peer);
        ctx.fireChannelInactive();
    }
}

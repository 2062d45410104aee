package io.ballot.node.transport;

import io.ballot.protocol.Life;
import io.ballot.protocol.wire.FrameDecoder;
import io.ballot.protocol.wire.Greeting;
import io.ballot.protocol.wire.GreetingCodec;
import io.ballot.protocol.wire.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first frame of each side. Who connects speaks first; who was called answers only when it is content, so that a stranger
 * learns nothing. Then this handler makes way for a {@link MessageHandler}.
 *
 * <p>Whatever goes wrong ends this connection with one line on both sides and disturbs nothing else (F1).
 */
final class HandshakeHandler extends SimpleChannelInboundHandler<ByteBuf> {

    private static final Logger LOG = LoggerFactory.getLogger(HandshakeHandler.class);

    private final Links links;
    private final FrameDecoder frames;
    private final @Nullable Life expected;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean over;
    private boolean passed;

    /** @param expected the life that this node has called; null when it was called */
    HandshakeHandler(Links links, FrameDecoder frames, @Nullable Life expected) {
        this.links = links;
        this.frames = frames;
        this.expected = expected;
    }

    boolean hasPassed() {
        return passed;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        deadline = ctx.executor().schedule(() -> timedOut(ctx), Bounds.HELLO_MS, TimeUnit.MILLISECONDS);
        if (expected != null) {
            ctx.writeAndFlush(GreetingCodec.encodeFrame(links.self().hello(), ctx.alloc()));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
        if (over) {
            return;
        }
        Greeting greeting;
        try {
            greeting = GreetingCodec.decode(frame);
        } catch (ProtocolException e) {
            refuse(ctx, peer(ctx), String.valueOf(e.getMessage()));
            return;
        }
        if (greeting instanceof Greeting.Refusal refusal) {
            end();
            LOG.warn("{} refuses this node: {}", peer(ctx), refusal.reason());
            ctx.close();
        } else if (greeting instanceof Greeting.Hello hello) {
            Optional<String> refusal = links.maybeRefusal(hello);
            if (refusal.isPresent()) {
                refuse(ctx, hello.life() + " at " + ctx.channel().remoteAddress(), refusal.get());
            } else if (expected != null && !expected.equals(hello.life())) {
                end();
                LOG.info("{} is {}, another process than was looked for; trying again", peer(ctx), hello.life());
                ctx.close();
            } else {
                pass(ctx, hello);
            }
        }
    }

    private void pass(ChannelHandlerContext ctx, Greeting.Hello hello) {
        end();
        if (expected == null) {
            ctx.writeAndFlush(GreetingCodec.encodeFrame(links.self().hello(), ctx.alloc()));
        }
        passed = true;
        frames.accepted();
        ctx.pipeline().addLast(new SignsOfLife(), new MessageHandler(links, hello.life()));
        ctx.pipeline().remove(this);
        links.opened(ctx.channel(), hello.life(), expected != null);
    }

    private void timedOut(ChannelHandlerContext ctx) {
        if (!over) {
            refuse(ctx, peer(ctx), "no HELLO within " + Bounds.HELLO_MS + " ms");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (over) {
            ctx.close();
        } else if (cause instanceof DecoderException) {
            refuse(ctx, peer(ctx), String.valueOf(cause.getMessage()));
        } else {
            end();
            LOG.warn("Connection with {} failed before HELLO: {}", peer(ctx), cause.toString());
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!over) {
            end();
            if (expected != null) {
                LOG.info("{} closed the connection before HELLO; trying again", peer(ctx));
            } else {
                // Health checks do that every few seconds.
                LOG.debug("{} closed the connection before HELLO", peer(ctx));
            }
        }
        ctx.fireChannelInactive();
    }

    private void refuse(ChannelHandlerContext ctx, String whom, String reason) {
        end();
        LOG.warn("Refusing {}: {}", whom, reason);
        ctx.writeAndFlush(GreetingCodec.encodeFrame(new Greeting.Refusal(reason), ctx.alloc()))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void end() {
        over = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private String peer(ChannelHandlerContext ctx) {
        String address = String.valueOf(ctx.channel().remoteAddress());
        return expected == null ? address : expected.node() + " at " + address;
    }
}

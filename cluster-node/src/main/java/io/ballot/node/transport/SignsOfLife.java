package io.ballot.node.transport;

import io.ballot.protocol.wire.Frames;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends links on which nothing comes in any more, so that a new one is made.
 *
 * <p>The machines would notice too, but they know nothing of links: a link whose network was cut stays open for minutes after
 * the cut is mended, since TCP doubles the time between its tries. Heartbeats do not help, as one side may be right to leave
 * them unanswered.
 */
final class SignsOfLife extends IdleStateHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SignsOfLife.class);

    SignsOfLife() {
        super(Bounds.SILENCE_MS, Bounds.SIGN_OF_LIFE_MS, 0, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelIdle(ChannelHandlerContext ctx, IdleStateEvent event) {
        switch (event.state()) {
            case READER_IDLE -> {
                LOG.warn(
                        "Nothing from {} for {} ms: closing the link; the next message opens another",
                        ctx.channel().remoteAddress(),
                        Bounds.SILENCE_MS);
                Links.end(ctx.channel());
            }
            case WRITER_IDLE -> ctx.writeAndFlush(Frames.signOfLife(ctx.alloc()));
            case ALL_IDLE -> throw new IllegalStateException("not asked for: " + event);
        }
    }
}

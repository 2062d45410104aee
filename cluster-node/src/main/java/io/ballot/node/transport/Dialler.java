package io.ballot.node.transport;

import io.ballot.core.Event;
import io.ballot.protocol.wire.FrameDecoder;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls peers: one attempt at a time for each, with growing pauses; only while something waits to be sent. */
final class Dialler {

    private static final Logger LOG = LoggerFactory.getLogger(Dialler.class);

    private final EventLoop loop;
    private final Bootstrap bootstrap;

    Dialler(EventLoop loop, BackgroundResolver resolver) {
        this.loop = loop;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .resolver(resolver)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Bounds.CONNECT_MS);
        ChannelOptions.set(bootstrap::option);
    }

    EventLoop loop() {
        return loop;
    }

    void dial(Links links, Peer peer) {
        peer.dialling();
        InetSocketAddress address;
        try {
            address = HostPort.parse(peer.address());
        } catch (IllegalArgumentException e) {
            failed(links, peer, String.valueOf(e.getMessage()));
            return;
        }
        FrameDecoder frames = new FrameDecoder();
        HandshakeHandler handshake = new HandshakeHandler(links, frames, peer.life());
        ChannelFuture connect = bootstrap
                .clone()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(frames, handshake);
                    }
                })
                .connect(address);
        connect.addListener(done -> {
            if (connect.isSuccess()) {
                connect.channel().closeFuture().addListener(closed -> {
                    if (!handshake.hasPassed()) {
                        retry(links, peer);
                    }
                });
            } else {
                failed(links, peer, String.valueOf(connect.cause().getMessage()));
            }
        });
    }

    /** Calls and hangs up. Only a refusal tells anything: a process that is stopped accepts as well. */
    void probe(Peer peer, Consumer<Event.ProbeResult> told) {
        InetSocketAddress address;
        try {
            address = HostPort.parse(peer.address());
        } catch (IllegalArgumentException e) {
            told.accept(
                    Event.ProbeResult.NO_ANSWER); // an address that cannot be called was reported by whoever dialled it
            return;
        }
        ChannelFuture connect = bootstrap
                .clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Bounds.PROBE_MS)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(address);
        connect.addListener(done -> {
            told.accept(result(connect.cause()));
            connect.channel().close();
        });
    }

    private static Event.ProbeResult result(@Nullable Throwable maybeFailure) {
        if (maybeFailure == null) {
            return Event.ProbeResult.ACCEPTED;
        }
        // The kernel's own timeout is this class too, but takes minutes; a host without route is another.
        boolean refused =
                maybeFailure instanceof ConnectException && !(maybeFailure instanceof ConnectTimeoutException);
        return refused ? Event.ProbeResult.REFUSED : Event.ProbeResult.NO_ANSWER;
    }

    private void failed(Links links, Peer peer, String reason) {
        if (peer.isFirstFailure()) {
            LOG.warn("Cannot reach {} at {}: {}; trying again", peer.life(), peer.address(), reason);
        }
        retry(links, peer);
    }

    private void retry(Links links, Peer peer) {
        links.unreachable(peer);
        loop.schedule(() -> again(links, peer), peer.backOff(), TimeUnit.MILLISECONDS);
    }

    private void again(Links links, Peer peer) {
        peer.mayDial();
        if (links.isCurrent(peer) && peer.hasWaiting() && !links.isLinked(peer.life())) {
            dial(links, peer);
        }
    }
}

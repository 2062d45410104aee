package io.ballot.node.transport;

import io.ballot.protocol.wire.FrameDecoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;

/** The port that peers call. */
final class Listener {

    private final Channel channel;

    private Listener(Channel channel) {
        this.channel = channel;
    }

    /** @throws CannotListenException with a line for the operator */
    static Listener bind(EventLoopGroup group, String host, int port, Links links) throws CannotListenException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel caller) {
                        if (links.lobby().enter(caller)) {
                            FrameDecoder frames = new FrameDecoder();
                            caller.pipeline().addLast(frames, new HandshakeHandler(links, frames, null));
                        } else {
                            caller.close();
                        }
                    }
                });
        ChannelOptions.set(bootstrap::childOption);
        ChannelFuture bound = bootstrap.bind(new InetSocketAddress(host, port)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new CannotListenException(host, port, bound.cause());
        }
        return new Listener(bound.channel());
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    void close() {
        channel.close().awaitUninterruptibly(Bounds.CLOSE_MS);
    }
}

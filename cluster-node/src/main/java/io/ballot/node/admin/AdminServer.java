package io.ballot.node.admin;

import io.ballot.node.config.AdminConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The node's HTTP: reads only, no password, so on loopback unless the configuration says otherwise.
 *
 * <p>The port is opened first, since the node publishes it before it has anything to tell; until {@link #serve} every
 * request is answered with 503.
 */
public final class AdminServer implements AutoCloseable {

    /** A request is a line and some headers; what is larger is a mistake or worse. */
    private static final int REQUEST_BYTES_MAX = 64 * 1024;
    /** People, scripts and probes: a handful each. */
    private static final int CONNECTIONS_MAX = 128;

    private static final int IDLE_SECONDS = 30;
    private static final long CLOSE_MS = 2_000;

    private final EventLoopGroup group;
    private final Channel channel;
    private final AdminHandler handler;
    private final URI url;

    private AdminServer(EventLoopGroup group, Channel channel, AdminHandler handler, URI url) {
        this.group = group;
        this.channel = channel;
        this.handler = handler;
        this.url = url;
    }

    /**
     * Listens where the configuration says; port 0 takes any free one.
     *
     * @throws AdminStartException if the port is taken or the address is not this machine's
     */
    public static AdminServer open(AdminConfig config) throws AdminStartException {
        AdminHandler handler = new AdminHandler();
        EventLoopGroup group = new NioEventLoopGroup(1, new DefaultThreadFactory("ballot-admin", true));
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new Connections(handler))
                .bind(new InetSocketAddress(config.host(), config.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            group.shutdownGracefully(0, CLOSE_MS, TimeUnit.MILLISECONDS);
            throw new AdminStartException(
                    "cannot listen on " + config.host() + ":" + config.port() + " (admin.host, admin.port): "
                            + reason(bound.cause()),
                    bound.cause());
        }
        int port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
        return new AdminServer(group, bound.channel(), handler, url(config.host(), port));
    }

    private static URI url(String host, int port) {
        boolean any = host.equals("0.0.0.0") || host.equals("::");
        String reachable = any ? "127.0.0.1" : host;
        return URI.create("http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof UnresolvedAddressException) {
            return "unknown host";
        }
        String message = String.valueOf(cause.getMessage());
        boolean taken = cause instanceof BindException
                && message.toLowerCase(Locale.ROOT).contains("in use");
        return taken ? "another process uses this port" : message;
    }

    /** Answers from now on. */
    public void serve(About about, StatusSource source, History history, EventLog events) {
        handler.serve(new Endpoints(about, source, history, events, url.toString(), Clock.systemUTC()));
    }

    /** Base address with the port that was really taken. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(CLOSE_MS);
        group.shutdownGracefully(0, CLOSE_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MS);
    }

    /** What every connection gets. */
    private static final class Connections extends ChannelInitializer<Channel> {
        private final ConnectionLimit limit = new ConnectionLimit(CONNECTIONS_MAX);
        private final AdminHandler handler;

        Connections(AdminHandler handler) {
            this.handler = handler;
        }

        @Override
        protected void initChannel(Channel caller) {
            caller.pipeline()
                    .addLast(
                            limit,
                            new ReadTimeoutHandler(IDLE_SECONDS),
                            new HttpServerCodec(),
                            new HttpObjectAggregator(REQUEST_BYTES_MAX, true),
                            handler);
        }
    }
}

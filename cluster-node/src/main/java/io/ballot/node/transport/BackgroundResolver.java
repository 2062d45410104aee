package io.ballot.node.transport;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The JVM's name look-up on a thread of its own: a name server that does not answer would otherwise stop the event loop for
 * seconds, and with it every link.
 */
final class BackgroundResolver extends AddressResolverGroup<InetSocketAddress> {

    /** One look-up a peer at a time; more peers than this wait for their next attempt. */
    private static final int MAX_WAITING = 128;

    private final ThreadPoolExecutor thread;

    BackgroundResolver(String threadName) {
        thread = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                new DefaultThreadFactory(threadName, true));
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetNameResolver(executor) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> promise) {
                lookUp(host, promise, addresses -> addresses.get(0));
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
                lookUp(host, promise, addresses -> addresses);
            }
        }.asAddressResolver();
    }

    private interface Pick<T> {
        T from(List<InetAddress> addresses);
    }

    private <T> void lookUp(String host, Promise<T> promise, Pick<T> pick) {
        try {
            thread.execute(() -> {
                try {
                    promise.trySuccess(pick.from(List.of(InetAddress.getAllByName(host))));
                } catch (UnknownHostException e) {
                    promise.tryFailure(new UnknownHostException("unknown host " + host));
                }
            });
        } catch (RejectedExecutionException e) {
            promise.tryFailure(e);
        }
    }

    @Override
    public void close() {
        // A look-up cannot be interrupted; its daemon thread ends with it.
        thread.shutdownNow();
        super.close();
    }
}

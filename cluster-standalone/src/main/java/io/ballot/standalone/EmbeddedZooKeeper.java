package io.ballot.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.zookeeper.metrics.impl.NullMetricsProvider;
import org.apache.zookeeper.server.ContainerManager;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerMetrics;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real, single ZooKeeper server in this process, on the loopback interface.
 *
 * <p>It is put together as {@code ZooKeeperServerMain} does it, with the transaction log synced to disk and container
 * nodes cleaned up, but without the admin server. It may be stopped and started again: the same port, the same data,
 * and with them the sessions, so that clients see what they see when a real server is restarted (F4).
 *
 * <p>ZooKeeper counts sessions in ticks: a session ends up to one tick late. The default tick is therefore 500 ms and
 * not 2 s, so that sessions of 3 to 6 s end when a test or a demo expects it.
 */
public final class EmbeddedZooKeeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedZooKeeper.class);
    private static final int MAX_CONNECTIONS_UNLIMITED = 0;
    private static final int DEFAULT_BACKLOG = -1;
    private static final long CONTAINER_CHECK_INTERVAL_MS = TimeUnit.SECONDS.toMillis(10);
    private static final int CONTAINERS_PER_MINUTE_MAX = 10_000;

    private final Path data;
    private final int port;
    private final int tickMs;
    private final int minSessionMs;
    private final int maxSessionMs;
    private final Consumer<String> onFatal;
    private @Nullable Running running;

    private EmbeddedZooKeeper(Builder builder) throws IOException {
        data = Directories.prepare(builder.data, builder.fresh);
        port = builder.port == 0 ? FreePorts.next() : builder.port;
        tickMs = builder.tickMs;
        minSessionMs = builder.minSessionMs == 0 ? 2 * tickMs : builder.minSessionMs;
        maxSessionMs = builder.maxSessionMs;
        onFatal = builder.onFatal;
    }

    /** Everything that has to be undone when the server stops. */
    private record Running(
            ServerExits.Registration exits,
            FileTxnSnapLog txnLog,
            ZooKeeperInstance server,
            NIOServerCnxnFactory connections,
            ContainerManager containers) {}

    /** A server that keeps its files in {@code data}; nothing happens before {@link Builder#start()}. */
    public static Builder builder(Path data) {
        return new Builder(data);
    }

    /**
     * Starts the server; does nothing when it runs.
     *
     * @throws IOException if the port is taken or the files cannot be read or written
     */
    public synchronized void start() throws IOException {
        if (running != null) {
            return;
        }
        ServerExits.Registration exits = ServerExits.refuse(onFatal);
        try {
            running = open(exits);
        } catch (IOException | RuntimeException failed) {
            exits.close();
            throw failed;
        }
        log.info("ZooKeeper is up: address={} tickMs={} data={}", connectString(), tickMs, data);
    }

    private Running open(ServerExits.Registration exits) throws IOException {
        // Without a provider of its own the server collects percentiles with a library that nothing else here needs.
        ServerMetrics.metricsProviderInitialized(NullMetricsProvider.INSTANCE);
        FileTxnSnapLog txnLog = new FileTxnSnapLog(data.toFile(), data.toFile());
        ZooKeeperInstance server =
                new ZooKeeperInstance(txnLog, tickMs, minSessionMs, maxSessionMs, DEFAULT_BACKLOG, onFatal);
        NIOServerCnxnFactory connections = new NIOServerCnxnFactory();
        try {
            connections.configure(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    MAX_CONNECTIONS_UNLIMITED,
                    DEFAULT_BACKLOG,
                    false);
            connections.startup(server);
        } catch (BindException taken) {
            txnLog.close();
            throw new IOException("port " + port + " for ZooKeeper is taken", taken);
        } catch (InterruptedException interrupted) {
            connections.shutdown();
            txnLog.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while ZooKeeper was starting", interrupted);
        }
        ContainerManager containers = new ContainerManager(
                server.getZKDatabase(),
                server.firstProcessor(),
                (int) CONTAINER_CHECK_INTERVAL_MS,
                CONTAINERS_PER_MINUTE_MAX);
        containers.start();
        return new Running(exits, txnLog, server, connections, containers);
    }

    /** Stops the server, keeping port and data for another {@link #start()}; does nothing when it does not run. */
    public synchronized void stop() {
        Running stopping = running;
        if (stopping == null) {
            return;
        }
        running = null;
        stopping.containers().stop();
        stopping.connections().shutdown();
        stopping.server().shutdown(true);
        try {
            stopping.connections().join();
            stopping.txnLog().close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            log.warn("interrupted while ZooKeeper was stopping: its connection threads end by themselves");
        } catch (IOException failed) {
            log.warn("ZooKeeper's transaction log did not close: what was acknowledged is on disk already", failed);
        } finally {
            stopping.exits().close();
        }
        log.info("ZooKeeper is down: address={}", connectString());
    }

    /** The same as {@link #stop()}. The data stay. */
    @Override
    public void close() {
        stop();
    }

    public synchronized boolean isRunning() {
        return running != null;
    }

    public int port() {
        return port;
    }

    /** {@code 127.0.0.1:PORT}, as {@code zookeeper.connect} takes it. */
    public String connectString() {
        return InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
    }

    /** How the server is to be; every setting has a default. */
    public static final class Builder {
        private final Path data;
        private boolean fresh;
        private int port;
        private int tickMs = 500;
        private int minSessionMs;
        private int maxSessionMs = 60_000;
        private Consumer<String> onFatal = what -> {};

        private Builder(Path data) {
            this.data = data;
        }

        /** Empties the data directory first; the default is to go on with what is there. */
        public Builder fresh(boolean fresh) {
            this.fresh = fresh;
            return this;
        }

        /** The port, 0 (the default) for a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** ZooKeeper's unit of time, in ms (500). */
        public Builder tickMs(int tickMs) {
            this.tickMs = tickMs;
            return this;
        }

        /** The shortest session a client may ask for, in ms; 0 (the default) for two ticks. */
        public Builder minSessionMs(int minSessionMs) {
            this.minSessionMs = minSessionMs;
            return this;
        }

        /** The longest session a client may ask for, in ms (60,000). */
        public Builder maxSessionMs(int maxSessionMs) {
            this.maxSessionMs = maxSessionMs;
            return this;
        }

        /** Called, from any thread, with one line when a server in this process gives up. */
        public Builder onFatal(Consumer<String> onFatal) {
            this.onFatal = onFatal;
            return this;
        }

        /**
         * Starts the server and returns it when it accepts connections; errors as of {@link
         * EmbeddedZooKeeper#start()}.
         */
        public EmbeddedZooKeeper start() throws IOException {
            EmbeddedZooKeeper server = new EmbeddedZooKeeper(this);
            server.start();
            return server;
        }
    }
}

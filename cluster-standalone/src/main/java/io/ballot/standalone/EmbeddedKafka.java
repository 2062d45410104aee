package io.ballot.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker in this process, its own KRaft controller, on the loopback interface.
 *
 * <p>It is the server that {@code kafka-server-start.sh} starts, without the command around it. It may be stopped and
 * started again: the same port, the same topics, groups and offsets, so that clients see what they see when a real
 * broker is restarted (F4). It never ends the process: when the broker gives up, {@link Builder#onFatal} is told.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);

    private final Path data;
    private final int port;
    private final int controllerPort;
    private final Map<String, String> overrides;
    private final Consumer<String> onFatal;
    private @Nullable Running running;

    private EmbeddedKafka(Builder builder) throws IOException {
        data = Directories.prepare(builder.data, builder.fresh);
        port = builder.port == 0 ? FreePorts.next() : builder.port;
        controllerPort = builder.controllerPort == 0 ? FreePorts.next() : builder.controllerPort;
        overrides = Map.copyOf(builder.overrides);
        onFatal = builder.onFatal;
    }

    private record Running(ServerExits.Registration exits, KafkaRaftServer server) {}

    /** A broker that keeps its files in {@code data}; nothing happens before {@link Builder#start()}. */
    public static Builder builder(Path data) {
        return new Builder(data);
    }

    /**
     * Starts the broker and returns when it accepts clients; does nothing when it runs.
     *
     * @throws IOException if a port is taken, or the files cannot be read or written
     */
    public synchronized void start() throws IOException {
        if (running != null) {
            return;
        }
        requireFree(port, "for Kafka's clients");
        requireFree(controllerPort, "for Kafka's controller");
        KafkaStorage.formatUnlessFormatted(data);
        ServerExits.Registration exits = ServerExits.refuse(onFatal);
        @Nullable KafkaRaftServer starting = null;
        try {
            starting = new KafkaRaftServer(KafkaConfig.apply(settings(), false), Time.SYSTEM);
            starting.startup();
        } catch (RuntimeException failed) {
            if (starting != null) {
                starting.shutdown();
            }
            exits.close();
            throw new IOException("Kafka did not start in " + data + ": " + failed.getMessage(), failed);
        }
        running = new Running(exits, starting);
        log.info("Kafka is up: address={} data={}", bootstrapServers(), data);
    }

    private static void requireFree(int port, String purpose) throws IOException {
        if (!FreePorts.isFree(port)) {
            throw new IOException("port " + port + " " + purpose + " is taken");
        }
    }

    /** Stops the broker, keeping port and data for another {@link #start()}; does nothing when it does not run. */
    public synchronized void stop() {
        Running stopping = running;
        if (stopping == null) {
            return;
        }
        running = null;
        stopping.server().shutdown();
        stopping.server().awaitShutdown();
        stopping.exits().close();
        log.info("Kafka is down: address={}", bootstrapServers());
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

    public int controllerPort() {
        return controllerPort;
    }

    /** {@code 127.0.0.1:PORT}, as {@code bootstrap.servers} takes it. */
    public String bootstrapServers() {
        return host() + ":" + port;
    }

    private Map<String, String> settings() {
        return KafkaSettings.of(host(), port, controllerPort, data, overrides);
    }

    private static String host() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }

    /** How the broker is to be; every setting has a default. */
    public static final class Builder {
        private final Path data;
        private final Map<String, String> overrides = new LinkedHashMap<>();
        private boolean fresh;
        private int port;
        private int controllerPort;
        private Consumer<String> onFatal = what -> {};

        private Builder(Path data) {
            this.data = data;
        }

        /** Empties the data directory first; the default is to go on with what is there. */
        public Builder fresh(boolean fresh) {
            this.fresh = fresh;
            return this;
        }

        /** The port for clients, 0 (the default) for a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The port that the broker reaches its own controller on, 0 (the default) for a free one. */
        public Builder controllerPort(int controllerPort) {
            this.controllerPort = controllerPort;
            return this;
        }

        /** One setting of the broker by Kafka's own name, before all defaults of this class. */
        public Builder setting(String name, String value) {
            overrides.put(name, value);
            return this;
        }

        /** Called, from any thread, with one line when a server in this process gives up. */
        public Builder onFatal(Consumer<String> onFatal) {
            this.onFatal = onFatal;
            return this;
        }

        /** Starts the broker and returns it when it accepts clients; errors as of {@link EmbeddedKafka#start()}. */
        public EmbeddedKafka start() throws IOException {
            EmbeddedKafka broker = new EmbeddedKafka(this);
            broker.start();
            return broker;
        }
    }
}

package io.ballot.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that holds the embedded ZooKeeper and Kafka, apart from everything that is tried or tested against
 * them.
 *
 * <p>One line on standard output says when both serve, {@code READY zookeeper=HOST:PORT kafka=HOST:PORT}. SIGTERM
 * stops both in order, so that their files need no recovery; with {@code --exit-on-stdin-close} so does the end of
 * standard input, and the servers cannot outlive whoever started them. The ports are those of the last time when they
 * are free. Exit codes: 0 or 143 stopped, 1 failed, 2 wrong use.
 */
public final class StandaloneServers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StandaloneServers.class);
    private static final String READY = "READY";
    /** A predecessor that is stopping needs about a second; this bounds how long its successor waits for it. */
    private static final long PREDECESSOR_MS = 15_000;
    /**
     * Ten times what stopping takes on a busy machine; past it, the servers recover at their next start as after a
     * crash.
     */
    private static final long STOP_MS = 20_000;

    private final DirectoryLock lock;
    private final EmbeddedZooKeeper zooKeeper;
    private final EmbeddedKafka kafka;

    private StandaloneServers(DirectoryLock lock, EmbeddedZooKeeper zooKeeper, EmbeddedKafka kafka) {
        this.lock = lock;
        this.zooKeeper = zooKeeper;
        this.kafka = kafka;
    }

    public static void main(String[] args) {
        ServersOptions options;
        try {
            options = ServersOptions.parse(List.of(args));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        try {
            StandaloneServers servers = start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopInTime(servers), "stop"));
            if (options.exitOnStdinClose()) {
                StdinWatch.start(() -> System.exit(0));
            }
            System.out.println(servers.readyLine());
            new CountDownLatch(1).await();
        } catch (IOException | RuntimeException failed) {
            log.debug("start failed", failed);
            System.err.println("the embedded servers did not start: " + failed.getMessage());
            System.exit(1);
        } catch (InterruptedException interrupted) {
            System.exit(1);
        }
    }

    /** Starts both; ZooKeeper first, for it takes a fraction of Kafka's time and fails sooner. */
    static StandaloneServers start(ServersOptions options) throws IOException {
        Path data = options.data().toAbsolutePath().normalize();
        DirectoryLock lock = DirectoryLock.acquire(data, PREDECESSOR_MS, "another pair of embedded servers");
        try {
            if (options.fresh()) {
                Directories.deleteContents(data, DirectoryLock.FILE);
            }
            return start(options, data, lock);
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static StandaloneServers start(ServersOptions options, Path data, DirectoryLock lock) throws IOException {
        PortsFile ports = new PortsFile(data);
        EmbeddedKafka.Builder kafka = EmbeddedKafka.builder(data.resolve("kafka"))
                .port(ports.portOf("kafka"))
                .controllerPort(ports.portOf("kafka.controller"))
                .onFatal(StandaloneServers::giveUp);
        options.kafkaSettings().forEach(kafka::setting);
        EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.builder(data.resolve("zookeeper"))
                .port(ports.portOf("zookeeper"))
                .tickMs(options.tickMs())
                .onFatal(StandaloneServers::giveUp)
                .start();
        try {
            return new StandaloneServers(lock, zooKeeper, kafka.start());
        } catch (IOException | RuntimeException failed) {
            zooKeeper.close();
            throw failed;
        }
    }

    /** This process exists for the servers alone: without one of them it ends, at once, for orderly is over. */
    private static void giveUp(String what) {
        System.err.println("the embedded servers give up: " + what);
        Runtime.getRuntime().halt(1);
    }

    private static void stopInTime(StandaloneServers servers) {
        Thread stopping = new Thread(servers::close, "stop-servers");
        stopping.start();
        try {
            stopping.join(STOP_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            System.err.println("the embedded servers did not stop within " + TimeUnit.MILLISECONDS.toSeconds(STOP_MS)
                    + " s; they will recover at the next start");
            Runtime.getRuntime().halt(1);
        }
    }

    String readyLine() {
        return READY + " zookeeper=" + zooKeeper.connectString() + " kafka=" + kafka.bootstrapServers();
    }

    /** Stops Kafka, then ZooKeeper, then lets go of the directory. */
    @Override
    public void close() {
        kafka.close();
        zooKeeper.close();
        try {
            lock.close();
        } catch (IOException failed) {
            log.warn("the lock of the data directory did not close: it goes with this process", failed);
        }
    }
}

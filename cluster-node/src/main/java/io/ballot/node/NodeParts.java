package io.ballot.node;

import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.NodeStatus;
import io.ballot.node.admin.About;
import io.ballot.node.admin.AdminServer;
import io.ballot.node.admin.AdminStartException;
import io.ballot.node.admin.EventLog;
import io.ballot.node.admin.StoryTeller;
import io.ballot.node.config.NodeConfig;
import io.ballot.node.execution.ExecutionAdapter;
import io.ballot.node.execution.WorkerStartException;
import io.ballot.node.kafka.KafkaAdapter;
import io.ballot.node.kafka.KafkaStartException;
import io.ballot.node.kafka.TaskLookup;
import io.ballot.node.record.RecordStore;
import io.ballot.node.store.DataDirectory;
import io.ballot.node.store.Journal;
import io.ballot.node.store.JournalSettings;
import io.ballot.node.store.KnownStart;
import io.ballot.node.store.StoreException;
import io.ballot.node.transport.CannotListenException;
import io.ballot.node.transport.Identity;
import io.ballot.node.transport.Transport;
import io.ballot.node.zookeeper.NodeNameTakenException;
import io.ballot.node.zookeeper.UnreadableZnodeException;
import io.ballot.node.zookeeper.ZooKeeperAdapter;
import io.ballot.node.zookeeper.ZooKeeperSettings;
import io.ballot.node.zookeeper.ZooKeeperUnreachableException;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.wire.ProtocolVersion;
import io.ballot.worker.IdempotencyCheck;
import io.ballot.worker.TaskWorker;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a node's adapters in an order in which a refused start leaves nothing behind, and closes them in the reverse one.
 *
 * <p>The journal notes this start before the cluster is told of it, so a file is never older than what the cluster saw.
 */
final class NodeParts implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeParts.class);

    private final NodeConfig config;
    private final Path plugins;
    private final Map<String, TaskWorker<?>> workers;
    private final Map<String, IdempotencyCheck<?>> checks;
    private final Consumer<Throwable> onFatal;
    private final Runnable onStopped;
    private final Consumer<String> onConsuming;
    private final SecureRandom random = new SecureRandom();
    private final Inbox inbox = new Inbox();
    private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();
    private final LongSupplier clockMs = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    private @Nullable Driver maybeDriver;

    NodeParts(
            NodeConfig config,
            Path plugins,
            Map<String, TaskWorker<?>> workers,
            Map<String, IdempotencyCheck<?>> checks,
            Consumer<Throwable> onFatal,
            Runnable onStopped,
            Consumer<String> onConsuming) {
        this.config = config;
        this.plugins = plugins;
        this.workers = workers;
        this.checks = checks;
        this.onFatal = onFatal;
        this.onStopped = onStopped;
        this.onConsuming = onConsuming;
    }

    void open() throws NodeStartException, InterruptedException {
        boolean done = false;
        try {
            openAll();
            done = true;
        } catch (StoreException
                | WorkerStartException
                | CannotListenException
                | AdminStartException
                | ZooKeeperUnreachableException
                | NodeNameTakenException
                | UnreadableZnodeException
                | KafkaStartException e) {
            throw new NodeStartException(String.valueOf(e.getMessage()), e);
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private void openAll()
            throws NodeStartException, StoreException, WorkerStartException, CannotListenException, AdminStartException,
                    ZooKeeperUnreachableException, NodeNameTakenException, UnreadableZnodeException,
                    KafkaStartException, InterruptedException {
        NodeId node = new NodeId(config.nodeId());
        DataDirectory directory = keep(DataDirectory.open(config.identity().dataDir(), config.clusterName()));
        RecordStore records = new RecordStore();
        ExecutionAdapter execution = keep(ExecutionAdapter.open(
                AdapterConfigs.execution(config, plugins, directory.path().resolve("commands"), workers, checks),
                records::getAll,
                inbox,
                clockMs,
                onFatal));
        Life life = new Life(node, randomId(), directory.id());
        AdminServer admin = keep(AdminServer.open(config.admin()));
        ZooKeeperAdapter zookeeper = keep(ZooKeeperAdapter.connect(
                ZooKeeperSettings.of(config.zookeeper(), config.clusterName()), node, directory.id(), inbox));
        KafkaAdapter kafka = new KafkaAdapter(AdapterConfigs.kafka(config), records, inbox, onFatal);
        kafka.start();
        keep(kafka);
        Journal journal = keep(Journal.open(
                journalSettings(directory, node),
                zookeeper.remembered().map(known -> new KnownStart(known.store(), known.starts())),
                this::randomId));
        StoreRef store = new StoreRef(node, journal.store());
        Transport transport =
                keep(Transport.open(config.transport(), new Identity(config.clusterName(), life, store), inbox));
        NodeMachine machine = new NodeMachine(CoreConfigs.of(config, life, store, randomId()), journal.takeRecovery());
        journal.start(inbox, onFatal);
        EventLog events = new EventLog(node.name(), Clock.systemUTC());
        NodeCommands commands = new NodeCommands(
                node, transport, zookeeper, kafka, execution, journal, onFatal, onStopped, onConsuming, events);
        keep(commands);
        Driver driver = new Driver(
                node.name(), machine, inbox, commands, transport::flush, transport::updateMembers, clockMs, onFatal);
        maybeDriver = driver;
        driver.start();
        long pid = ProcessHandle.current().pid();
        admin.serve(
                new About(
                        config,
                        pid,
                        Version.current(),
                        transport.address(),
                        Clock.systemUTC().instant()),
                new NodeView(driver, execution, records, journal),
                new StoryTeller(config, driver, TaskLookup::idsOf, Clock.systemUTC()),
                events);
        zookeeper.start(new Member(
                store, life, transport.address(), admin.url().toString(), pid, Version.current(), ProtocolVersion.MAX));
    }

    private JournalSettings journalSettings(DataDirectory directory, NodeId node) {
        return new JournalSettings(
                directory,
                config.clusterName(),
                node,
                CoreConfigs.filter(config),
                config.registry().recentOutcomesMax(),
                config.registry().journalFsync());
    }

    private Id128 randomId() {
        return new Id128(random.nextLong(), random.nextLong());
    }

    private <T extends AutoCloseable> T keep(T part) {
        opened.push(part);
        return part;
    }

    /** @return false if there is no machine to ask */
    boolean askStop() {
        boolean driven = maybeDriver != null;
        if (driven) {
            inbox.accept(new Event.StopAsked());
        }
        return driven;
    }

    CompletableFuture<NodeStatus> status() {
        Driver driver = maybeDriver;
        return driver == null
                ? CompletableFuture.failedFuture(new IllegalStateException("the node is not started"))
                : driver.status();
    }

    @Override
    public synchronized void close() {
        Driver driver = maybeDriver;
        if (driver != null) {
            driver.stop();
            try {
                driver.awaitEnd(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        inbox.close();
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception e) {
                log.warn(
                        "{}: closing {} failed; going on",
                        config.nodeId(),
                        part.getClass().getSimpleName(),
                        e);
            }
        }
    }
}

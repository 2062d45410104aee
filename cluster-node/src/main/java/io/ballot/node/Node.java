package io.ballot.node;

import io.ballot.core.NodeStatus;
import io.ballot.node.config.NodeConfig;
import io.ballot.worker.IdempotencyCheck;
import io.ballot.worker.TaskWorker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of a Ballot cluster inside a program (U2).
 *
 * <pre>{@code
 * Node node = Node.builder()
 *         .config(NodeConfig.of(Map.of("queues", "mail", "queue.mail.worker", "embedded", ...)))
 *         .worker("mail", new MailWorker())
 *         .onFatal(error -> ...)
 *         .build();
 * node.start();
 * ...
 * node.close();
 * }</pre>
 *
 * <p>A node never ends the program around it: after an error that it cannot survive it stops itself and tells
 * {@code onFatal} (R12).
 */
public final class Node implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Node.class);

    /** Beyond the drain: the last commit, leaving the groups, the last reports, closing the view. */
    private static final long STOP_SLACK_MS = 45_000;

    private final NodeConfig config;
    private final Map<String, TaskWorker<?>> workers;
    private final Map<String, IdempotencyCheck<?>> checks;
    private final Path plugins;
    private final Consumer<Throwable> onFatal;
    private final Consumer<String> onConsuming;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable NodeParts> parts = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();

    private Node(Builder builder) {
        this.config = builder.maybeConfig == null ? NodeConfig.of(Map.of()) : builder.maybeConfig;
        this.workers = Map.copyOf(builder.workers);
        this.checks = Map.copyOf(builder.checks);
        this.plugins = builder.plugins;
        this.onFatal = builder.onFatal;
        this.onConsuming = builder.onConsuming;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Connects to everything and begins to take part; returns once the node is a member of its cluster. Consuming begins by
     * itself when it is in-sync.
     *
     * @throws NodeStartException with one line for the operator; everything is closed again then
     */
    public void start() throws NodeStartException, InterruptedException {
        NodeParts opened = new NodeParts(config, plugins, workers, checks, this::fatal, this::stopped, onConsuming);
        if (!parts.compareAndSet(null, opened)) {
            throw new IllegalStateException("node " + config.nodeId() + " is started twice");
        }
        opened.open();
    }

    private void fatal(Throwable error) {
        if (fatal.compareAndSet(null, error)) {
            log.error("{}: stopping at once after an error that the node cannot survive", config.nodeId(), error);
            Thread closer = new Thread(
                    () -> {
                        closeParts();
                        ended.countDown();
                        onFatal.accept(error);
                    },
                    "ballot-fatal");
            closer.setDaemon(true);
            closer.start();
        }
    }

    private void stopped() {
        Thread closer = new Thread(
                () -> {
                    closeParts();
                    ended.countDown();
                },
                "ballot-stopped");
        closer.setDaemon(true);
        closer.start();
    }

    private void closeParts() {
        NodeParts opened = parts.get();
        if (opened != null) {
            opened.close();
        }
    }

    /** Asks for an orderly stop and returns; asked again, the drain is cut short. */
    public void stop() {
        NodeParts opened = parts.get();
        if (opened == null || !opened.askStop()) {
            ended.countDown();
        }
    }

    /** Waits until the node has stopped, for whatever reason. @return false when the time is over first */
    public boolean awaitStopped(long timeoutMs) throws InterruptedException {
        return ended.await(timeoutMs, TimeUnit.MILLISECONDS);
    }

    /** What it died of; null while it lives, or after an orderly stop. */
    public @Nullable Throwable maybeFatal() {
        return fatal.get();
    }

    /** This node's view of itself and its cluster. */
    public CompletableFuture<NodeStatus> status() {
        NodeParts opened = parts.get();
        return opened == null
                ? CompletableFuture.failedFuture(new IllegalStateException("the node is not started"))
                : opened.status();
    }

    /** Stops in order: running tasks end, offsets are committed, the cluster is told. Waits for it. */
    @Override
    public void close() {
        stop();
        try {
            if (!awaitStopped(config.flow().shutdownDrainMs() + STOP_SLACK_MS)) {
                log.warn("{}: no orderly end in time; closing at once", config.nodeId());
                closeParts();
            }
        } catch (InterruptedException e) {
            closeParts();
            Thread.currentThread().interrupt();
        }
    }

    /** What a node is made of. */
    public static final class Builder {

        private final Map<String, TaskWorker<?>> workers = new HashMap<>();
        private final Map<String, IdempotencyCheck<?>> checks = new HashMap<>();
        private @Nullable NodeConfig maybeConfig;
        private Path plugins = Path.of("plugins");
        private Consumer<Throwable> onFatal = error -> {};
        private Consumer<String> onConsuming = line -> {};

        private Builder() {}

        public Builder config(NodeConfig config) {
            this.maybeConfig = config;
            return this;
        }

        /** Serves a queue whose {@code worker} is {@code embedded}. */
        public Builder worker(String queue, TaskWorker<?> worker) {
            workers.put(queue, worker);
            return this;
        }

        /** Decides doubts of a queue whose {@code check} is {@code embedded}. */
        public Builder check(String queue, IdempotencyCheck<?> check) {
            checks.put(queue, check);
            return this;
        }

        /** Where jars with workers and checks are looked for; default {@code plugins}. */
        public Builder plugins(Path directory) {
            this.plugins = directory;
            return this;
        }

        /** Told once, on a thread of its own, when the node stopped itself after an error. */
        public Builder onFatal(Consumer<Throwable> action) {
            this.onFatal = action;
            return this;
        }

        /** Told with one line for people when the node consumes for the first time; must return at once. */
        public Builder onConsuming(Consumer<String> action) {
            this.onConsuming = action;
            return this;
        }

        public Node build() {
            return new Node(this);
        }
    }
}

package io.ballot.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@code bin/node.sh standalone}: everything that Ballot needs, on one machine, with nothing else installed (U1).
 *
 * <p>Addresses and what to try next go to standard output, everything that happens meanwhile to standard error, a
 * line each. Exit codes: 0 stopped in order, 1 something did not start or the servers ended, 2 wrong use or a wrong
 * configuration, 130 stopped before it ran or by a second Ctrl-C.
 */
public final class Standalone {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final int KILLED_BY_CTRL_C = 130;

    private final Thread main = Thread.currentThread();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicReference<@Nullable StandaloneCluster> started = new AtomicReference<>();
    private volatile boolean running;
    private volatile int exitCode;

    private Standalone() {}

    public static void main(String[] args) {
        StandaloneOptions options;
        try {
            options = StandaloneOptions.parse(List.of(args));
        } catch (IllegalArgumentException wrong) {
            tell(messageOf(wrong));
            System.err.println(StandaloneOptions.USAGE);
            System.exit(WRONG_USE);
            return;
        }
        if (options.help()) {
            System.out.println(StandaloneOptions.USAGE);
            System.exit(0);
        }
        System.exit(new Standalone().run(options));
    }

    private int run(StandaloneOptions options) {
        Signals.handle(this::onSignal);
        if (options.exitOnStdinClose()) {
            StdinWatch.start(this::endInOrder);
        }
        tell("starting ZooKeeper and Kafka");
        try (StandaloneCluster cluster = builder(options).start()) {
            started.set(cluster);
            cluster.servers().onExit(this::onServersEnded);
            runUntilTheEnd(cluster, options.nodes());
        } catch (IOException | IllegalStateException failed) {
            tell(messageOf(failed));
            exitCode = FAILED;
        } catch (InterruptedException askedToEnd) {
            exitCode = KILLED_BY_CTRL_C;
        }
        return exitCode;
    }

    private void runUntilTheEnd(StandaloneCluster cluster, int nodes) throws InterruptedException {
        try {
            tell("starting " + nodes + (nodes == 1 ? " node" : " nodes"));
            cluster.addNodes(nodes);
            running = true;
            System.out.println(Welcome.text(cluster));
            end.await();
        } catch (IOException notStarted) {
            tell(messageOf(notStarted));
            boolean misconfigured =
                    cluster.nodes().stream().anyMatch(node -> node.exitCode().orElse(0) == WRONG_USE);
            exitCode = misconfigured ? WRONG_USE : FAILED;
        } finally {
            // From here on everything ends because it is told to, the servers too.
            end.countDown();
        }
    }

    private static StandaloneClusterBuilder builder(StandaloneOptions options) {
        Surroundings surroundings = new Surroundings(System.getProperties(), System.getenv());
        StandaloneClusterBuilder builder = StandaloneCluster.builder(surroundings.directory())
                .fresh(options.fresh())
                .nodeClassPath(surroundings.nodeClassPath())
                .nodeMainClass(surroundings.nodeMainClass())
                .nodeJvmOptions(surroundings.nodeJvmOptions())
                .report(Standalone::tell);
        Optional.<Path>ofNullable(options.maybeConfigFile())
                .or(surroundings::defaultConfigFile)
                .ifPresent(builder::configFile);
        options.settings().forEach(builder::setting);
        return builder;
    }

    private void onSignal() {
        if (end.getCount() > 0) {
            tell("stopping; once more to stop at once");
            endInOrder();
            return;
        }
        StandaloneCluster cluster = started.get();
        if (cluster != null) {
            cluster.killEverything();
        }
        Runtime.getRuntime().halt(KILLED_BY_CTRL_C);
    }

    private void endInOrder() {
        end.countDown();
        if (!running) {
            main.interrupt();
        }
    }

    private void onServersEnded() {
        if (end.getCount() > 0) {
            tell("the embedded servers ended by themselves, so nothing can go on");
            exitCode = FAILED;
            endInOrder();
        }
    }

    private static String messageOf(Exception failed) {
        return Optional.ofNullable(failed.getMessage()).orElseGet(failed::toString);
    }

    private static void tell(String line) {
        System.err.println("ballot: " + line);
    }
}

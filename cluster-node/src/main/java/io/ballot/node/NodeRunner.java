package io.ballot.node;

import io.ballot.node.config.NodeConfig;
import io.ballot.node.config.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * One node as a process of its own: one line on standard output when it consumes, SIGTERM or Ctrl-C drains, a second one
 * stops at once.
 */
public final class NodeRunner {

    private static final Logger log = LoggerFactory.getLogger(NodeRunner.class);

    /** With its parent gone the servers of a trial go too: a long drain could only fail. */
    private static final long ORPHAN_STOP_MS = 5_000;

    private NodeRunner() {}

    /**
     * Runs until the node has stopped.
     *
     * @param exitOnStdinClose stop when standard input ends: whoever started this process is gone
     * @return the exit code: 0 after an orderly stop, 1 when the node cannot start or died, 2 when the configuration is at
     *     fault
     */
    public static int run(NodeConfig config, boolean exitOnStdinClose) {
        for (Problem warning : config.warnings()) {
            log.warn("{}", warning);
        }
        Node node = Node.builder()
                .config(config)
                .plugins(Path.of(System.getProperty("ballot.home", "."), "plugins"))
                .onConsuming(NodeRunner::say)
                .build();
        AtomicInteger asked = new AtomicInteger();
        onSignal("TERM", node, asked);
        onSignal("INT", node, asked);
        if (exitOnStdinClose) {
            watchStdin(node);
        }
        try {
            node.start();
            while (!node.awaitStopped(60_000)) {
                log.debug("{}: running", config.nodeId());
            }
        } catch (NodeStartException e) {
            System.err.println("node " + config.nodeId() + " cannot start: " + e.getMessage());
            return e.isConfigurationAtFault() ? 2 : 1;
        } catch (InterruptedException e) {
            node.close();
            return 1;
        }
        return node.maybeFatal() == null ? 0 : 1;
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void onSignal(String name, Node node, AtomicInteger asked) {
        try {
            Signal.handle(new Signal(name), signal -> {
                if (asked.getAndIncrement() == 0) {
                    log.info("SIG{}: draining; a second one stops at once", name);
                    node.stop();
                } else {
                    log.warn("SIG{} again: stopping at once", name);
                    Runtime.getRuntime().halt(130);
                }
            });
        } catch (IllegalArgumentException e) {
            log.debug("SIG{} cannot be handled here, so it has its usual effect", name);
        }
    }

    private static void watchStdin(Node node) {
        Thread watcher = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            log.trace("a byte on standard input, which says nothing");
                        }
                    } catch (IOException e) {
                        log.debug("standard input ended", e);
                    }
                    log.warn("standard input has ended: whoever started this node is gone, stopping");
                    node.stop();
                    try {
                        if (!node.awaitStopped(ORPHAN_STOP_MS)) {
                            Runtime.getRuntime().halt(1);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "ballot-stdin");
        watcher.setDaemon(true);
        watcher.start();
    }
}

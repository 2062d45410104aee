package io.ballot.examples;

import io.ballot.node.Node;
import io.ballot.node.NodeStartException;
import io.ballot.node.config.NodeConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A service with a Ballot node inside: its own objects are the worker and the check of the queue {@code mail}. */
public final class MailService implements AutoCloseable {

    private final Node node;

    /**
     * @param settings where ZooKeeper and Kafka are, ports, data directory; as in a configuration file
     * @param onFatal told when the node had to stop itself: health goes red, or the service ends
     */
    public MailService(Map<String, String> settings, Path pickup, Consumer<Throwable> onFatal) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("queues", "mail");
        all.put("queue.mail.worker", "embedded");
        all.put("queue.mail.check", "embedded");
        node = Node.builder()
                .config(NodeConfig.of(all))
                .worker("mail", new MailWorker(pickup))
                .check("mail", new MailCheck(pickup))
                .onFatal(onFatal)
                .build();
    }

    /** Returns once the node is a member of its cluster; it consumes as soon as it is in-sync. */
    public void start() throws NodeStartException, InterruptedException {
        node.start();
    }

    /** Running tasks end, offsets are committed, the cluster is told. */
    @Override
    public void close() {
        node.close();
    }
}

package io.ballot.examples.demo;

import io.ballot.node.zookeeper.ClusterReader;
import io.ballot.node.zookeeper.UnreadableZnodeException;
import io.ballot.node.zookeeper.ZooKeeperSettings;
import io.ballot.node.zookeeper.ZooKeeperUnreachableException;
import io.ballot.protocol.View;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Who leads, as ZooKeeper has it: a leader is one whose view is stored. */
final class Leadership implements AutoCloseable {

    private static final int SESSION_MS = 10_000;
    private static final long POLL_MS = 20;

    /** @param epoch number of the reign */
    record Reign(long epoch, String leader) {}

    private final ClusterReader reader;

    private Leadership(ClusterReader reader) {
        this.reader = reader;
    }

    static Leadership open(String zooKeeper, String cluster) throws IOException, InterruptedException {
        try {
            return new Leadership(ClusterReader.open(new ZooKeeperSettings(
                    zooKeeper, SESSION_MS, ZooKeeperSettings.START_DEADLINE_MS, Map.of(), cluster)));
        } catch (ZooKeeperUnreachableException unreachable) {
            throw new IOException(unreachable.getMessage(), unreachable);
        }
    }

    /** The latest reign with a view; its leader may be gone. Empty before the first. */
    Optional<Reign> latest() throws IOException, InterruptedException {
        try {
            return reader.read().flatMap(cluster -> {
                View view = cluster.state().maybeView();
                return view == null
                        ? Optional.empty()
                        : Optional.of(new Reign(view.epoch(), view.leader().name()));
            });
        } catch (ZooKeeperUnreachableException | UnreadableZnodeException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /**
     * Waits for a reign later than {@code epoch}.
     *
     * @throws IOException also if there is none within {@code deadline}
     */
    Reign awaitAfter(long epoch, Duration deadline) throws IOException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (System.nanoTime() < end) {
            Optional<Reign> now = latest().filter(reign -> reign.epoch() > epoch);
            if (now.isPresent()) {
                return now.get();
            }
            Thread.sleep(POLL_MS);
        }
        throw new IOException("no leader after epoch " + epoch + " within " + deadline.toSeconds() + " s");
    }

    @Override
    public void close() {
        reader.close();
    }
}

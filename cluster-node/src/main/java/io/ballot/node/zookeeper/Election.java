package io.ballot.node.zookeeper;

import io.ballot.core.Event;
import io.ballot.protocol.NodeId;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's place in the queue of those who would lead: one Curator latch for each time it stands (E1).
 *
 * <p>The latch nominates and no more: whose claim of the epoch goes through decides. Curator joins the queue again after a
 * session was lost, as long as the latch is open. Owned by the adapter's thread.
 */
final class Election {

    private static final Logger log = LoggerFactory.getLogger(Election.class);

    /** The latch creates its znode in the background; that takes one round trip. */
    private static final long JOIN_NANOS = 1_000_000_000;

    private static final long POLL_NANOS = 5_000_000;

    private final ZooKeeperConnection connection;
    private final NodeId self;
    private final Consumer<Event> inbox;
    private volatile @Nullable LeaderLatch maybeLatch;

    Election(ZooKeeperConnection connection, NodeId self, Consumer<Event> inbox) {
        this.connection = connection;
        this.self = self;
        this.inbox = inbox;
    }

    /**
     * Joins the queue. The machine asks again after a session was lost: it forgot its nomination with that, and the latch,
     * which is still open, may have been nominated anew before it asked. Then that is told again.
     */
    void stand() {
        LeaderLatch open = maybeLatch;
        if (open != null) {
            tellAgain(open);
            return;
        }
        LeaderLatch latch =
                new LeaderLatch(connection.client(), connection.layout().election(), self.name());
        latch.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                tell(latch, true);
            }

            @Override
            public void notLeader() {
                tell(latch, false);
            }
        });
        maybeLatch = latch;
        try {
            latch.start();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stand for election", e);
        }
        log.info("{} stands for election", self);
    }

    /** Leaves the queue; the znode is deleted, in the background if ZooKeeper is away. */
    void withdraw() {
        LeaderLatch latch = maybeLatch;
        if (latch == null) {
            return;
        }
        synchronized (this) {
            maybeLatch = null; // first, so that what the latch still says is not heard
        }
        try {
            latch.close();
        } catch (IOException e) {
            log.warn("{}: the election znode could not be deleted; it goes with the session", self, e);
        }
        log.info("{} no longer stands for election", self);
        inbox.accept(new Event.Nominated(false));
    }

    /** This node's election znode, waiting a moment for it where it has just begun to stand; null where it does not stand. */
    @Nullable
    String awaitOwnPath() {
        long deadline = System.nanoTime() + JOIN_NANOS;
        LeaderLatch latch = maybeLatch;
        while (latch != null && latch.getOurPath() == null && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        return latch == null ? null : latch.getOurPath();
    }

    /** Under the lock, so that a nomination that is being taken back is told as taken back last. */
    private synchronized void tellAgain(LeaderLatch latch) {
        if (latch.hasLeadership()) {
            inbox.accept(new Event.Nominated(true));
        }
    }

    /** Called by Curator's threads. */
    private synchronized void tell(LeaderLatch latch, boolean nominated) {
        if (latch == maybeLatch) {
            inbox.accept(new Event.Nominated(nominated));
        }
    }
}

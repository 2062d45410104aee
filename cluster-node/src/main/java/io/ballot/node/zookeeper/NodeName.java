package io.ballot.node.zookeeper;

import io.ballot.protocol.Id128;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a node's name free at the start: of this node's own ghost at once, of anybody else by waiting for its session to end.
 *
 * <p>An older life with the same data directory is gone for certain: the operating system gives the directory's lock to one
 * process, and that is the caller. Of any other holder nothing is known, so its session decides.
 */
final class NodeName {

    private static final Logger log = LoggerFactory.getLogger(NodeName.class);

    /** Servers end sessions in steps of their tick, whose length a client does not know: half a timeout more is ample. */
    private static final double MARGIN = 1.5;

    private NodeName() {}

    /**
     * @param dir identity of the data directory whose lock the caller holds
     * @throws NodeNameTakenException when another process still holds the name after its session could have ended
     */
    static void awaitFree(ZooKeeperConnection connection, NodeId node, Id128 dir)
            throws KeeperException, InterruptedException, UnreadableZnodeException, NodeNameTakenException {
        long waitMs = (long) (connection.sessionTimeoutMs() * MARGIN);
        long deadline = System.nanoTime() + waitMs * 1_000_000;
        String path = connection.layout().member(node);
        boolean said = false;
        while (true) {
            ZkSession session = connection.session();
            CountDownLatch changed = new CountDownLatch(1);
            session.watch(path, event -> changed.countDown());
            Optional<ZkSession.Read> held = session.read(path);
            if (held.isEmpty()) {
                return;
            }
            Member holder = ZnodeJson.read(path, held.get().data(), Member.class);
            if (holder.life().dir().equals(dir)) {
                log.info("{}: removing the member znode that {} left behind", node, holder.life());
                delete(session, path, held.get().stat().getVersion());
                continue;
            }
            if (!said) {
                log.info(
                        "node name '{}' is held by {}; waiting up to {} ms for its session to end",
                        node,
                        describe(holder),
                        waitMs);
                said = true;
            }
            long leftNanos = deadline - System.nanoTime();
            if (leftNanos <= 0 || !changed.await(leftNanos, TimeUnit.NANOSECONDS)) {
                throw new NodeNameTakenException(node, describe(holder));
            }
        }
    }

    private static void delete(ZkSession session, String path, int version)
            throws KeeperException, InterruptedException {
        try {
            session.multi(List.of(Op.delete(path, version)));
        } catch (KeeperException.NoNodeException | KeeperException.BadVersionException e) {
            // Its session ended at this moment, or somebody else took the name: the next look tells.
        }
    }

    static String describe(Member holder) {
        return "pid " + holder.pid() + ", " + holder.transport();
    }
}

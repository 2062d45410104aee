package io.ballot.node.zookeeper;

import io.ballot.protocol.Member;
import org.apache.zookeeper.KeeperException;

/** {@link Membership#register}, repeated over lost connections until the start deadline. */
final class Registration {

    private final ZooKeeperConnection connection;
    private final Membership membership;

    Registration(ZooKeeperConnection connection, Membership membership) {
        this.connection = connection;
        this.membership = membership;
    }

    KnownNode run(Member self)
            throws ZooKeeperUnreachableException, NodeNameTakenException, UnreadableZnodeException,
                    InterruptedException {
        long deadlineMs = connection.settings().startDeadlineMs();
        long end = System.nanoTime() + deadlineMs * 1_000_000;
        String last = "no connection";
        while (true) {
            long leftMs = (end - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0 || !connection.awaitConnected(leftMs)) {
                throw new ZooKeeperUnreachableException("lost ZooKeeper at "
                        + connection.settings().connect() + " during the start and did not get it back within "
                        + deadlineMs / 1_000.0 + " s: " + last);
            }
            try {
                return membership.register(connection.session(), self);
            } catch (KeeperException e) {
                if (!ZkSession.isLoss(e)) {
                    throw new ZooKeeperUnreachableException("ZooKeeper at "
                            + connection.settings().connect() + " refused to register the node: " + e.getMessage());
                }
                last = String.valueOf(e.getMessage());
            }
        }
    }
}

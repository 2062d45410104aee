package io.ballot.node.zookeeper;

/** No server of the ensemble answered in time; the message is one line for people. */
public final class ZooKeeperUnreachableException extends Exception {

    private static final long serialVersionUID = 1;

    ZooKeeperUnreachableException(String message) {
        super(message);
    }
}

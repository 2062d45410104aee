package io.ballot.node.zookeeper;

import io.ballot.protocol.NodeId;

/** Another process, with a data directory of its own, holds the node's name and did not let go; one line for people. */
public final class NodeNameTakenException extends Exception {

    private static final long serialVersionUID = 1;

    NodeNameTakenException(NodeId node, String holder) {
        super("node name '" + node + "' is held by another process (" + holder
                + "); stop that one, or give this node another node.id");
    }
}

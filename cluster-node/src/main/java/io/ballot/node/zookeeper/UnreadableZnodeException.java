package io.ballot.node.zookeeper;

import io.ballot.protocol.wire.OneLine;

/** What a znode holds is not what this version of Ballot writes there: damaged, or written by a newer version or a person. */
public final class UnreadableZnodeException extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableZnodeException(String path, String why) {
        super(OneLine.of("cannot read znode " + path + ": " + why));
    }
}

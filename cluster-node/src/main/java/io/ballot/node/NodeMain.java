package io.ballot.node;

import io.ballot.node.cli.NodeCommand;

/** The program behind {@code bin/node.sh}: the command line is {@link NodeCommand}, a running node {@link NodeRunner}. */
public final class NodeMain {

    private NodeMain() {}

    public static void main(String[] args) {
        System.exit(NodeCommand.execute(NodeRunner::run, args));
    }
}

package io.ballot.chaos.server;

import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** One server of an ensemble, as {@code zkServer.sh start-foreground} runs it. Argument: its configuration file. */
public final class ZooKeeperMain {

    private ZooKeeperMain() {}

    public static void main(String[] args) {
        Orphan.watch();
        QuorumPeerMain.main(args);
    }
}

package io.ballot.node.zookeeper;

import io.ballot.node.config.ZooKeeperConfig;
import java.util.Map;
import java.util.TreeMap;

/**
 * How to reach the referee, and which cluster's.
 *
 * @param connect {@code host:port,…[/chroot]}
 * @param sessionTimeoutMs asked for; the server may bound it
 * @param startDeadlineMs how long a start, or one command of a CLI, waits for a connection
 * @param client further settings of ZooKeeper's own client, under their full names ({@code zookeeper.…}); may hold secrets
 * @param cluster its name
 */
public record ZooKeeperSettings(
        String connect, int sessionTimeoutMs, int startDeadlineMs, Map<String, String> client, String cluster) {

    /** How long a start waits for ZooKeeper where nobody says otherwise: longer than a restart of one server takes. */
    public static final int START_DEADLINE_MS = 15_000;

    public ZooKeeperSettings {
        client = Map.copyOf(client);
    }

    /** What the node's configuration says, with the usual start deadline. */
    public static ZooKeeperSettings of(ZooKeeperConfig config, String cluster) {
        return new ZooKeeperSettings(
                config.connect(), config.sessionTimeoutMs(), START_DEADLINE_MS, config.client(), cluster);
    }

    /** Names the client's keys but not their values. */
    @Override
    public String toString() {
        return "ZooKeeperSettings[connect=" + connect + ", sessionTimeoutMs=" + sessionTimeoutMs + ", startDeadlineMs="
                + startDeadlineMs + ", client=" + new TreeMap<>(client).keySet() + ", cluster=" + cluster + "]";
    }
}

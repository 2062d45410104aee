package io.ballot.node.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * How to reach ZooKeeper.
 *
 * @param connect {@code HOST:PORT,…[/chroot]}
 * @param sessionTimeoutMs asked of the ensemble, which may bound it; a node that dies is gone from ZooKeeper after it
 * @param client every other {@code zookeeper.…} key under its full name, as ZooKeeper's own {@code ZKClientConfig} names
 *     them; may hold secrets
 */
public record ZooKeeperConfig(String connect, int sessionTimeoutMs, Map<String, String> client) {

    static final String PREFIX = "zookeeper.";
    static final String CONNECT = "zookeeper.connect";
    static final String SESSION_TIMEOUT_MS = "zookeeper.session.timeout.ms";

    public ZooKeeperConfig {
        client = Map.copyOf(client);
    }

    static void define(Definition keys) {
        keys.group("ZooKeeper")
                .text(
                        CONNECT,
                        "localhost:2181",
                        Form.ZOOKEEPER_CONNECT,
                        "The ZooKeeper ensemble: HOST:PORT of each server, separated by commas, then a /chroot if"
                                + " several systems share it.")
                .integer(
                        SESSION_TIMEOUT_MS,
                        6000,
                        500,
                        600_000,
                        "The session timeout asked for: a node that dies is gone from ZooKeeper after it. The ensemble"
                                + " bounds it (by default 2 to 20 times its tickTime).");
    }

    static ZooKeeperConfig from(Values values, Map<String, Setting> settings) {
        Map<String, String> client = new TreeMap<>();
        settings.forEach((key, setting) -> {
            if (ZooKeeperPassThrough.isPassThrough(key)) {
                client.put(key, setting.value());
            }
        });
        return new ZooKeeperConfig(values.text(CONNECT).replace(" ", ""), values.integer(SESSION_TIMEOUT_MS), client);
    }

    /** Names the keys passed through but not their values, which may be secrets. */
    @Override
    public String toString() {
        return "ZooKeeperConfig[connect=" + connect + ", sessionTimeoutMs=" + sessionTimeoutMs + ", client="
                + new TreeMap<>(client).keySet() + "]";
    }
}

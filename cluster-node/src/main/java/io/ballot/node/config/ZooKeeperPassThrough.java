package io.ballot.node.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges the {@code zookeeper.…} keys that are passed through to ZooKeeper's client. ZooKeeper describes its settings
 * nowhere in code, so the list is ours (from its programmer's guide); a key that is not on it is passed on with a
 * warning, unless it is but a letter or two away from one that is.
 */
final class ZooKeeperPassThrough {

    static final String DISABLE_WATCH_RESET = "zookeeper.disableAutoWatchReset";
    static final String DEAF = "after a reconnection the node would no longer hear who leads; remove the line";

    private static final Set<String> KNOWN = known();

    private ZooKeeperPassThrough() {}

    static boolean isPassThrough(String key) {
        return key.startsWith(ZooKeeperConfig.PREFIX)
                && !key.equals(ZooKeeperConfig.CONNECT)
                && !key.equals(ZooKeeperConfig.SESSION_TIMEOUT_MS);
    }

    static Set<String> knownKeys() {
        return KNOWN;
    }

    static void judge(Map<String, Setting> settings, Problems problems) {
        for (Setting setting : settings.values()) {
            if (isPassThrough(setting.key())) {
                judge(setting, problems);
            }
        }
    }

    private static void judge(Setting setting, Problems problems) {
        String key = setting.key();
        if (key.equals(DISABLE_WATCH_RESET) && !setting.value().strip().equals("false")) {
            problems.error(key, setting.origin(), "refused: " + DEAF);
        }
        if (KNOWN.contains(key)) {
            return;
        }
        Set<String> candidates = new TreeSet<>(KNOWN);
        candidates.add(ZooKeeperConfig.CONNECT);
        candidates.add(ZooKeeperConfig.SESSION_TIMEOUT_MS);
        Suggestion.nearest(key, candidates)
                .ifPresentOrElse(
                        near -> problems.error(key, setting.origin(), "no such key; did you mean '" + near + "'?"),
                        () -> problems.warn(
                                key,
                                setting.origin(),
                                "not a setting of ZooKeeper's client that is known here; passed on"));
    }

    private static Set<String> known() {
        Set<String> keys = new TreeSet<>(Set.of(
                DISABLE_WATCH_RESET,
                "zookeeper.client.certReload",
                "zookeeper.client.secure",
                "zookeeper.clientCnxnSocket",
                "zookeeper.fips-mode",
                "zookeeper.request.timeout",
                "zookeeper.sasl.client",
                "zookeeper.sasl.client.canonicalize.hostname",
                "zookeeper.sasl.client.username",
                "zookeeper.sasl.clientconfig",
                "zookeeper.server.principal",
                "zookeeper.server.realm"));
        for (String ssl : Set.of(
                "authProvider",
                "ciphersuites",
                "clientAuth",
                "clientHostnameVerification",
                "closeSocketAsync",
                "context.supplier.class",
                "crl",
                "enabledProtocols",
                "handshakeDetectionTimeoutMillis",
                "hostnameVerification",
                "ocsp",
                "protocol",
                "sslProvider")) {
            keys.add("zookeeper.ssl." + ssl);
        }
        for (String store : Set.of("keyStore", "trustStore")) {
            for (String part : Set.of("location", "password", "passwordPath", "type")) {
                keys.add("zookeeper.ssl." + store + "." + part);
            }
        }
        return keys;
    }
}

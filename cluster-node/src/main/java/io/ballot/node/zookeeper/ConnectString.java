package io.ballot.node.zookeeper;

import java.util.List;

/**
 * {@code host:port,host:port/chroot}, taken apart.
 *
 * <p>The chroot is put before our own paths instead of being given to the client: a client whose chroot does not exist
 * cannot create it, and an operator should not have to.
 *
 * @param servers as the client wants them, without chroot
 * @param chroot empty, or begins with a slash and does not end with one
 */
record ConnectString(String servers, String chroot) {

    private static final int DEFAULT_PORT = 2181;

    static ConnectString parse(String text) {
        String trimmed = text.replace(" ", "");
        int slash = trimmed.indexOf('/');
        String servers = slash < 0 ? trimmed : trimmed.substring(0, slash);
        String chroot = slash < 0 ? "" : trimmed.substring(slash);
        while (chroot.endsWith("/")) {
            chroot = chroot.substring(0, chroot.length() - 1);
        }
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no ZooKeeper server in '" + text + "'");
        }
        return new ConnectString(servers, chroot);
    }

    record Server(String host, int port) {}

    /** Each server, an absent port being ZooKeeper's usual one; an IPv6 address stands in brackets. */
    List<Server> each() {
        return List.of(servers.split(",")).stream().map(ConnectString::server).toList();
    }

    private static Server server(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > 0 && text.indexOf(']', colon) < 0;
        String host = hasPort ? text.substring(0, colon) : text;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new Server(host, hasPort ? Integer.parseInt(text.substring(colon + 1)) : DEFAULT_PORT);
    }
}

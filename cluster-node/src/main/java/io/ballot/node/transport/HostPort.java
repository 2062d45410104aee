package io.ballot.node.transport;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** {@code host:port} as member znodes name it; an IPv6 address stands in brackets. */
final class HostPort {

    private HostPort() {}

    static String format(String host, int port) {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }

    /** Resolved where it is a number, else not. @throws IllegalArgumentException when it is not {@code host:port} */
    static InetSocketAddress parse(String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "" : address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        int port;
        try {
            port = Integer.parseInt(address.substring(colon + 1));
        } catch (NumberFormatException e) {
            port = -1;
        }
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("'" + address + "' is not host:port");
        }
        boolean number = NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
        return number ? new InetSocketAddress(host, port) : InetSocketAddress.createUnresolved(host, port);
    }
}

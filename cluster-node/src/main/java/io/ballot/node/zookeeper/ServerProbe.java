package io.ballot.node.zookeeper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Why no server answered, for a person: ZooKeeper's client only ever says "not connected". Asked after the fact, once per
 * server, so it may differ from what was the matter a moment before.
 */
final class ServerProbe {

    private static final int PROBE_MS = 1_000;

    private ServerProbe() {}

    static String describe(ConnectString connect) {
        List<String> findings = new ArrayList<>();
        for (ConnectString.Server server : connect.each()) {
            findings.add(server.host() + ":" + server.port() + " " + finding(server));
        }
        return String.join("; ", findings);
    }

    private static String finding(ConnectString.Server server) {
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        if (address.isUnresolved()) {
            return "is an unknown host";
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, PROBE_MS);
            return "accepts connections but does not answer as ZooKeeper does";
        } catch (IOException e) {
            String reason = e.getMessage();
            return reason == null ? e.getClass().getSimpleName() : reason; // the finding itself, not a failure of ours
        }
    }
}

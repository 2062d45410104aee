package io.ballot.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds TCP ports of the loopback interface that nobody uses.
 *
 * <p>Asking the kernel for port 0 would be simpler, but it hands out ephemeral ports, the very range that it takes
 * outgoing connections' ports from. A server that stops and comes back on "its" ephemeral port may find it taken by a
 * client, and a client that keeps trying an ephemeral port nobody listens on can even connect to itself (TCP
 * simultaneous open). Both happen in tests that restart servers. So ports come from below the ephemeral range of
 * every common system (32768 on Linux, 49152 elsewhere), from a random place, so that processes starting at the same
 * moment do not choose the same.
 */
public final class FreePorts {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 31_999;
    private static final int ATTEMPTS = 1_000;

    private static final Set<Integer> HANDED_OUT = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /**
     * Returns a port that nothing listens on, never the same one twice in this process.
     *
     * @throws IllegalStateException if {@value #ATTEMPTS} random ports of {@value #LOWEST} to {@value #HIGHEST} are
     *     all taken
     */
    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (isFree(port) && HANDED_OUT.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "no free port found between " + LOWEST + " and " + HIGHEST + " in " + ATTEMPTS + " attempts");
    }

    /** Returns {@code wanted} if it is a port (not 0) that nothing listens on, else a port of {@link #next()}. */
    public static int nextUnlessFree(int wanted) {
        if (wanted > 0 && isFree(wanted)) {
            HANDED_OUT.add(wanted);
            return wanted;
        }
        return next();
    }

    /** Says whether a server could listen on this port of the loopback interface now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            // The refusal is the answer that was asked for.
            return false;
        }
    }
}

package io.ballot.node.zookeeper;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A relay in front of a server that can lose what is on its way: the one thing that a real network does and a local one does
 * not. Bytes are passed as they come; what is dropped is dropped until the connection is cut. It begins with the request that
 * has a znode's name in it: what a node asks besides, such as who has just become a member, gets its answer, or the one request
 * that the test is about would wait behind it and not be sent at all.
 */
final class CuttingProxy implements Closeable {

    private final int target;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private volatile boolean dropRequests;
    private volatile boolean dropReplies;
    private volatile boolean refusing;
    private volatile byte[] znode = new byte[0];
    private volatile boolean asked;
    private volatile CountDownLatch dropped = new CountDownLatch(1);

    CuttingProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("proxy-accept", this::accept);
    }

    String connectString() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    /** From the next request about the znode on nothing that the server says arrives. @return opened when a reply was lost */
    CountDownLatch dropReplies(String znode) {
        this.znode = znode.getBytes(StandardCharsets.US_ASCII);
        asked = false;
        dropped = new CountDownLatch(1);
        dropReplies = true;
        return dropped;
    }

    /** From the next request about the znode on nothing that the client says arrives. @return opened when it was lost */
    CountDownLatch dropRequests(String znode) {
        this.znode = znode.getBytes(StandardCharsets.US_ASCII);
        asked = false;
        dropped = new CountDownLatch(1);
        dropRequests = true;
        return dropped;
    }

    /** Cuts every connection and refuses new ones. */
    void refuse() {
        refusing = true;
        cut();
    }

    /** Cuts every connection; new ones work. */
    void heal() {
        dropRequests = false;
        dropReplies = false;
        refusing = false;
        cut();
    }

    private void cut() {
        open.forEach(CuttingProxy::closeQuietly);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (refusing) {
                    closeQuietly(client);
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                start("proxy-up", () -> pump(client, server, true));
                start("proxy-down", () -> pump(server, client, false));
            } catch (IOException e) {
                // The listening socket was closed (the loop ends), or the server is away (the client tries again).
            }
        }
    }

    private void pump(Socket from, Socket to, boolean up) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (up && isAboutIt(buffer, read)) {
                    asked = true;
                }
                if (asked && (up ? dropRequests : dropReplies)) {
                    dropped.countDown();
                } else {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // Cut: that is what this class is for.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private boolean isAboutIt(byte[] buffer, int length) {
        byte[] name = znode;
        for (int from = 0; from + name.length <= length; from++) {
            if (Arrays.equals(buffer, from, from + name.length, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed either way.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}

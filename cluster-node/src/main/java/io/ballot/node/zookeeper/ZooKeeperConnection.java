package io.ballot.node.zookeeper;

import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * A connection to the ensemble that Curator keeps up, and the place of one cluster on it.
 *
 * <p>A lost connection alone ends nothing: the election stands while the session does ({@link
 * SessionConnectionStateErrorPolicy}), so that a rolling restart of the ensemble makes no new leader. Curator ends the
 * session by itself when the connection was away for longer than the session timeout.
 */
final class ZooKeeperConnection implements AutoCloseable {

    private final CuratorFramework client;
    private final Layout layout;
    private final ZooKeeperSettings settings;

    private ZooKeeperConnection(CuratorFramework client, Layout layout, ZooKeeperSettings settings) {
        this.client = client;
        this.layout = layout;
        this.settings = settings;
    }

    /** @throws ZooKeeperUnreachableException when no server answers within the start deadline */
    static ZooKeeperConnection open(ZooKeeperSettings settings)
            throws ZooKeeperUnreachableException, InterruptedException {
        ConnectString connect = ConnectString.parse(settings.connect());
        Layout layout = new Layout(connect.chroot(), settings.cluster());
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(connect.servers())
                .sessionTimeoutMs(settings.sessionTimeoutMs())
                .connectionTimeoutMs(Math.min(settings.startDeadlineMs(), settings.sessionTimeoutMs()))
                // Idempotent work of Curator's recipes only; after it is given up the next reconnect begins anew.
                .retryPolicy(new BoundedExponentialBackoffRetry(100, 1_000, 10))
                .connectionStateErrorPolicy(new SessionConnectionStateErrorPolicy())
                .ensembleTracker(false)
                .zkClientConfig(clientConfig(settings))
                .build();
        boolean connected = false;
        try {
            client.start();
            connected = client.blockUntilConnected(settings.startDeadlineMs(), TimeUnit.MILLISECONDS);
        } finally {
            if (!connected) {
                client.close();
            }
        }
        if (!connected) {
            throw new ZooKeeperUnreachableException("cannot reach ZooKeeper at " + settings.connect() + " within "
                    + settings.startDeadlineMs() / 1_000.0 + " s: " + ServerProbe.describe(connect));
        }
        return new ZooKeeperConnection(client, layout, settings);
    }

    private static ZKClientConfig clientConfig(ZooKeeperSettings settings) {
        ZKClientConfig config = new ZKClientConfig();
        // Otherwise a call may wait for ever for the answer of a server that accepts and then says nothing.
        config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, Integer.toString(settings.sessionTimeoutMs()));
        settings.client().forEach(config::setProperty);
        return config;
    }

    CuratorFramework client() {
        return client;
    }

    Layout layout() {
        return layout;
    }

    ZooKeeperSettings settings() {
        return settings;
    }

    /** How long the server keeps the session without hearing from it: what was agreed, which may differ from what was asked. */
    int sessionTimeoutMs() {
        int agreed = client.getZookeeperClient().getLastNegotiatedSessionTimeoutMs();
        return agreed > 0 ? agreed : settings.sessionTimeoutMs();
    }

    boolean isConnected() {
        return client.getZookeeperClient().isConnected();
    }

    boolean awaitConnected(long ms) throws InterruptedException {
        return isConnected() || client.blockUntilConnected((int) Math.max(1, ms), TimeUnit.MILLISECONDS);
    }

    /** The session of this moment. */
    ZkSession session() throws KeeperException {
        try {
            return new ZkSession(client.getZookeeperClient().getZooKeeper());
        } catch (KeeperException e) {
            throw e;
        } catch (Exception e) {
            // Curator hands on here what went wrong while it made a new handle: the network, once more.
            KeeperException loss = new KeeperException.ConnectionLossException();
            loss.initCause(e);
            throw loss;
        }
    }

    /** Creates what every cluster has; what is there already stays as it is. */
    void createParents() throws KeeperException, InterruptedException {
        for (String path : layout.parents()) {
            createIfAbsent(path, new byte[0]);
        }
        createIfAbsent(layout.epoch(), ZnodeJson.write(Reign.NONE));
    }

    private void createIfAbsent(String path, byte[] data) throws KeeperException, InterruptedException {
        try {
            if (client.checkExists().forPath(path) == null) {
                client.create().creatingParentsIfNeeded().forPath(path, data);
            }
        } catch (KeeperException.NodeExistsException e) {
            // Another node was first: that is all that was wanted.
        } catch (KeeperException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("cannot create znode " + path, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

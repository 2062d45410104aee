package io.ballot.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded ZooKeeper is a server like any other: it keeps data and sessions over a restart. */
@Tag("U1")
class EmbeddedZooKeeperTest {
    private static final int SESSION_MS = 6_000;

    @TempDir
    Path data;

    @Test
    void keepsDataAndSessionsWhenItIsStoppedAndStartedOnTheSamePort() throws Exception {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.builder(data).start();
                ZooKeeper client = connect(server)) {
            client.create("/kept", bytes("value"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            client.create("/mine", bytes(""), Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            long session = client.getSessionId();

            server.stop();
            assertThat(FreePorts.isFree(server.port())).isTrue();
            server.start();

            await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(() -> {
                assertThat(client.getData("/kept", false, null)).isEqualTo(bytes("value"));
                assertThat(client.exists("/mine", false).getEphemeralOwner()).isEqualTo(session);
            });
            assertThat(client.getSessionId()).isEqualTo(session);
        }
    }

    @Test
    void goesOnWithTheDataOfADirectoryUnlessItIsToBeFresh() throws Exception {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.builder(data).start();
                ZooKeeper client = connect(server)) {
            client.create("/kept", bytes("value"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.builder(data).start();
                ZooKeeper client = connect(server)) {
            assertThat(client.exists("/kept", false)).isNotNull();
        }
        try (EmbeddedZooKeeper server =
                        EmbeddedZooKeeper.builder(data).fresh(true).start();
                ZooKeeper client = connect(server)) {
            assertThat(client.exists("/kept", false)).isNull();
        }
    }

    @Test
    void grantsTheShortSessionThatIsAskedForAndEndsItInTime() throws Exception {
        try (EmbeddedZooKeeper server =
                        EmbeddedZooKeeper.builder(data).tickMs(100).start();
                ZooKeeper observer = connect(server)) {
            ZooKeeper vanishing = connect(server, 1_000);
            assertThat(vanishing.getSessionTimeout()).isEqualTo(1_000);
            vanishing.create("/mine", bytes(""), Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            // Closing the client's socket without closing its session is what a SIGKILL looks like from here.
            vanishing.getTestable().injectSessionExpiration();

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(
                            () -> assertThat(observer.exists("/mine", false)).isNull());
            vanishing.close();
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedZooKeeper.Builder builder = EmbeddedZooKeeper.builder(data).port(taken.getLocalPort());

            assertThatThrownBy(builder::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }

    private static ZooKeeper connect(EmbeddedZooKeeper server) throws Exception {
        return connect(server, SESSION_MS);
    }

    private static ZooKeeper connect(EmbeddedZooKeeper server, int sessionMs) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper(server.connectString(), sessionMs, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
        return client;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

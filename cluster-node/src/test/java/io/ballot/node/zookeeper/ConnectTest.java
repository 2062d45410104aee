package io.ballot.node.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.core.Event;
import io.ballot.node.config.ZooKeeperConfig;
import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A start that finds ZooKeeper, or says why not. */
class ConnectTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final Id128 DIR = new Id128(3, 4);

    @Test
    @Tag("F4")
    void aServerThatIsNotThereIsNamedWithTheReason() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() -> connect("127.0.0.1:" + port, 1_000))
                .isInstanceOf(ZooKeeperUnreachableException.class)
                .hasMessageContaining("cannot reach ZooKeeper at 127.0.0.1:" + port + " within 1.0 s: ")
                .hasMessageContaining("refused");
    }

    @Test
    @Tag("F4")
    void aServerThatSaysNothingIsNotZooKeeper() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> connect("127.0.0.1:" + mute.getLocalPort(), 1_000))
                    .isInstanceOf(ZooKeeperUnreachableException.class)
                    .hasMessageContaining("does not answer as ZooKeeper does");
        }
    }

    @Test
    void aChrootThatDoesNotExistIsCreated() throws Exception {
        try (TestReferee referee = new TestReferee()) {
            String connect = referee.server().getConnectString() + "/some/where";
            TestNode node = referee.node(TestReferee.member("n1"), TestReferee.settings(connect));

            node.lead(1);

            assertThat(referee.hand().session().children("/some/where/ballot/demo"))
                    .containsExactly("members", "nodes", "shard-0");
        }
    }

    @Test
    void clustersOfOneEnsembleDoNotSeeEachOther() throws Exception {
        try (TestReferee referee = new TestReferee()) {
            referee.node("n1");
            ZooKeeperSettings other = ZooKeeperSettings.of(
                    new ZooKeeperConfig(referee.server().getConnectString(), TestReferee.SESSION_MS, Map.of()),
                    "other");
            TestNode twin = referee.node(TestReferee.member("n1"), other);

            assertThat(twin.events().next(Event.MembersChanged.class).members()).containsExactly(twin.self());
        }
    }

    @Test
    void aStoredStateThatCannotBeReadStopsTheStartWithItsPath() throws Exception {
        try (TestReferee referee = new TestReferee()) {
            ZooKeeperConnection hand = referee.hand();
            hand.createParents();
            hand.client()
                    .create()
                    .forPath(hand.layout().view(), "{\"schema\":1,\"epoch\":".getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> referee.node("n1"))
                    .isInstanceOf(UnreadableZnodeException.class)
                    .hasMessageContaining("cannot read znode /ballot/demo/shard-0/view");
        }
    }

    private static void connect(String servers, int deadlineMs) throws Exception {
        ZooKeeperAdapter.connect(
                        new ZooKeeperSettings(servers, 3_000, deadlineMs, Map.of(), "demo"), N1, DIR, event -> {})
                .close();
    }
}

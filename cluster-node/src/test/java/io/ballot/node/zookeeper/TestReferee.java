package io.ballot.node.zookeeper;

import io.ballot.core.Event;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.Times;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;

/** A real ZooKeeper server in this process, and the nodes that a test connects to it. */
final class TestReferee implements AutoCloseable {

    /** Short, so that an expiry is soon; long enough for a busy machine not to lose sessions by itself. */
    static final int SESSION_MS = 3_000;

    private static final int TICK_MS = 300;

    private final TestingServer server;
    private final List<AutoCloseable> opened = new ArrayList<>();

    TestReferee() throws Exception {
        server = new TestingServer(new InstanceSpec(null, -1, -1, -1, true, -1, TICK_MS, -1), true);
    }

    TestingServer server() {
        return server;
    }

    ZooKeeperSettings settings() {
        return settings(server.getConnectString());
    }

    static ZooKeeperSettings settings(String connect) {
        return new ZooKeeperSettings(connect, SESSION_MS, 10_000, Map.of(), "demo");
    }

    /** A started node that logs its events. */
    TestNode node(String name) throws Exception {
        return node(member(name), settings());
    }

    TestNode node(Member self, ZooKeeperSettings settings) throws Exception {
        EventLog events = new EventLog();
        ZooKeeperAdapter adapter = connect(self, settings, events);
        KnownNode known = adapter.start(self);
        return new TestNode(self, adapter, events, known);
    }

    ZooKeeperAdapter connect(Member self, ZooKeeperSettings settings, Consumer<Event> inbox) throws Exception {
        return closeLater(
                ZooKeeperAdapter.connect(settings, self.node(), self.life().dir(), inbox));
    }

    <T extends AutoCloseable> T closeLater(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    /** A bare connection, to look and to meddle. */
    ZooKeeperConnection hand() throws Exception {
        return closeLater(ZooKeeperConnection.open(settings()));
    }

    static Member member(String name) {
        return member(name, RandomId.draw());
    }

    static Member member(String name, Id128 dir) {
        NodeId node = new NodeId(name);
        return new Member(
                new StoreRef(node, RandomId.draw()),
                new Life(node, RandomId.draw(), dir),
                name + ".example:7070",
                "http://" + name + ".example:7071",
                4711,
                "0.1.0",
                1);
    }

    static View view(long epoch, Member leader) {
        return new View(
                epoch,
                leader.node(),
                List.of(leader.store()),
                new FilterParams(1_000, 0.001),
                new Id128(1, 2),
                new Times(10_000, 1_000, 30_000, 60_000, 1, true, Times.AUTO),
                false);
    }

    @Override
    public void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        server.close();
    }
}

package io.ballot.node.transport;

import io.ballot.core.Event;
import io.ballot.node.config.TransportConfig;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.wire.ProtocolVersion;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real transport on loopback, with what arrived. */
final class TestNode implements AutoCloseable {

    static final String CLUSTER = "test";

    final NodeId id;
    final Identity identity;
    final Transport transport;
    final BlockingQueue<Envelope> inbox = new LinkedBlockingQueue<>();
    /** What was noticed of links and addresses. */
    final BlockingQueue<Event> noticed = new LinkedBlockingQueue<>();

    TestNode(String name, long life) throws CannotListenException {
        this(name, life, CLUSTER, 0);
    }

    TestNode(String name, long life, String cluster, int port) throws CannotListenException {
        id = new NodeId(name);
        identity = identity(name, life, cluster);
        transport = Transport.open(new TransportConfig("127.0.0.1", port, "127.0.0.1"), identity, this::take);
    }

    private void take(Event event) {
        if (event instanceof Event.Received received) {
            inbox.add(received.envelope());
        } else {
            noticed.add(event);
        }
    }

    static Identity identity(String name, long life, String cluster) {
        NodeId id = new NodeId(name);
        return new Identity(
                cluster, new Life(id, new Id128(life, life), new Id128(7, 7)), new StoreRef(id, new Id128(8, 8)));
    }

    Member member() {
        return member(identity, transport.address());
    }

    static Member member(Identity identity, String address) {
        return new Member(identity.store(), identity.life(), address, "", 1, "test", ProtocolVersion.MAX);
    }

    static void introduce(TestNode... nodes) {
        List<Member> members = Stream.of(nodes).map(TestNode::member).toList();
        for (TestNode node : nodes) {
            node.transport.updateMembers(members);
        }
    }

    void send(TestNode to, Message message) {
        transport.send(to.id, 1, message);
        transport.flush();
    }

    /** The next message within the deadline. */
    Message receive() throws InterruptedException {
        Envelope envelope = inbox.poll(10, TimeUnit.SECONDS);
        if (envelope == null) {
            throw new AssertionError("nothing arrived at " + id);
        }
        return envelope.message();
    }

    @Override
    public void close() {
        transport.close();
    }
}

package io.ballot.node.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event;
import io.ballot.core.Event.ProbeResult;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message.Probe;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the operating system says of peers: hints, on which nothing rests that has to be true. */
@Tag("F3")
@Timeout(60)
class HintsTest {

    private static Event next(TestNode node) throws InterruptedException {
        Event event = node.noticed.poll(10, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was noticed at " + node.id);
        }
        return event;
    }

    @Test
    void aLinkThatTheOtherSideEndsIsToldOnceAndItsAddressRefuses() throws Exception {
        try (TestNode a = new TestNode("a", 1)) {
            Life gone;
            try (TestNode b = new TestNode("b", 2)) {
                gone = b.identity.life();
                TestNode.introduce(a, b);
                a.send(b, new Probe(1));
                b.receive();
                b.send(a, new Probe(2));
                a.receive();
            }
            assertThat(next(a)).isEqualTo(new Event.LinkLost(gone));

            a.transport.probe(gone);

            assertThat(next(a)).isEqualTo(new Event.AddressProbed(gone, ProbeResult.REFUSED));
            assertThat(a.noticed).isEmpty();
        }
    }

    @Test
    void whoEndsTheLinkIsToldNothing() throws Exception {
        try (TestNode a = new TestNode("a", 1)) {
            TestNode b = new TestNode("b", 2);
            TestNode.introduce(a, b);
            a.send(b, new Probe(1));
            b.receive();
            b.close();

            next(a);
            assertThat(b.noticed).isEmpty();
        }
    }

    @Test
    void aProcessThatOnlyListensIsNoRefusal() throws Exception {
        try (TestNode a = new TestNode("a", 1);
                ServerSocket stopped = new ServerSocket(0)) {
            Identity b = TestNode.identity("b", 2, TestNode.CLUSTER);
            a.transport.updateMembers(List.of(TestNode.member(b, "127.0.0.1:" + stopped.getLocalPort())));

            a.transport.probe(b.life());

            assertThat(next(a)).isEqualTo(new Event.AddressProbed(b.life(), ProbeResult.ACCEPTED));
        }
    }

    @Test
    void anAddressThatCannotBeCalledIsNoRefusal() throws Exception {
        try (TestNode a = new TestNode("a", 1)) {
            Identity b = TestNode.identity("b", 2, TestNode.CLUSTER);
            a.transport.updateMembers(List.of(TestNode.member(b, "no address")));

            a.transport.probe(b.life());

            assertThat(next(a)).isEqualTo(new Event.AddressProbed(b.life(), ProbeResult.NO_ANSWER));
        }
    }

    @Test
    void aLifeThatTheBookDoesNotNameIsNotCalled() throws Exception {
        try (TestNode a = new TestNode("a", 1);
                TestNode b = new TestNode("b", 2)) {
            TestNode.introduce(a, b);

            a.transport.probe(TestNode.identity("b", 3, TestNode.CLUSTER).life());
            a.transport.probe(b.identity.life());

            assertThat(next(a)).isEqualTo(new Event.AddressProbed(b.identity.life(), ProbeResult.ACCEPTED));
        }
    }
}

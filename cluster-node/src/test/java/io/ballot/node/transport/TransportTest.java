package io.ballot.node.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballot.node.config.TransportConfig;
import io.ballot.protocol.Message;
import io.ballot.protocol.Message.Probe;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.wire.Frames;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TransportTest {

    @Test
    void oneLinkServesBothDirections() throws Exception {
        try (TestNode a = new TestNode("a", 1);
                TestNode b = new TestNode("b", 2)) {
            TestNode.introduce(a, b);
            a.send(b, new Probe(1));
            assertThat(b.inbox.take()).satisfies(envelope -> {
                assertThat(envelope.sender()).isEqualTo(a.identity.life());
                assertThat(envelope.epoch()).isEqualTo(1);
                assertThat(envelope.message()).isEqualTo(new Probe(1));
            });
            a.transport.updateMembers(List.of());
            b.send(a, new Probe(2));
            assertThat(a.receive()).isEqualTo(new Probe(2));
        }
    }

    @Test
    void messagesOfOneLinkArriveInOrderAndWithoutLoss() throws Exception {
        try (TestNode a = new TestNode("a", 1);
                TestNode b = new TestNode("b", 2)) {
            TestNode.introduce(a, b);
            for (int i = 0; i < 5_000; i++) {
                a.transport.send(b.id, 1, new Probe(i));
            }
            a.transport.flush();
            for (int i = 0; i < 5_000; i++) {
                assertThat(b.receive()).isEqualTo(new Probe(i));
            }
            assertThat(a.transport.droppedMessages()).isZero();
        }
    }

    @Test
    void aPartOfTheLargestKindArrivesWhole() throws Exception {
        int[] positions = new int[SnapshotPart.MAX_WORDS];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i * 60_000;
        }
        long[] words = LongStream.range(0, positions.length).map(w -> ~w).toArray();
        SnapshotPart part = new SnapshotPart.FilterBits(1, positions, words);
        try (TestNode a = new TestNode("a", 1);
                TestNode b = new TestNode("b", 2)) {
            TestNode.introduce(a, b);
            a.send(b, new Message.Snapshot(1, 0, 1, part));
            Message.Snapshot got = (Message.Snapshot) b.receive();
            assertThat(((SnapshotPart.FilterBits) got.part()).words()).isEqualTo(words);
        }
    }

    @Test
    void twoNodesThatCallEachOtherAtOnceBothHear() throws Exception {
        try (TestNode a = new TestNode("a", 1);
                TestNode b = new TestNode("b", 2)) {
            TestNode.introduce(a, b);
            a.send(b, new Probe(1));
            b.send(a, new Probe(2));
            assertThat(b.receive()).isEqualTo(new Probe(1));
            assertThat(a.receive()).isEqualTo(new Probe(2));
        }
    }

    @Test
    @Tag("F1")
    void aPeerThatStartedAgainIsReachedInItsNewLifeOnly() throws Exception {
        try (TestNode a = new TestNode("a", 1)) {
            int port;
            try (TestNode old = new TestNode("b", 2)) {
                port = old.transport.port();
                TestNode.introduce(a, old);
                a.send(old, new Probe(1));
                assertThat(old.receive()).isEqualTo(new Probe(1));
            }
            try (TestNode fresh = new TestNode("b", 3, TestNode.CLUSTER, port)) {
                // The book still names the old life: nothing that was meant for it may reach the new one.
                await().until(() -> {
                    a.send(fresh, new Probe(2));
                    return a.transport.droppedMessages() > 3;
                });
                TestNode.introduce(a, fresh);
                a.send(fresh, new Probe(3));
                assertThat(fresh.receive()).isEqualTo(new Probe(3));
            }
        }
    }

    @Test
    @Tag("F1")
    void anUnreachablePeerIsTriedAgainUntilItAnswers() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (TestNode a = new TestNode("a", 1)) {
            Identity b = TestNode.identity("b", 2, TestNode.CLUSTER);
            a.transport.updateMembers(List.of(TestNode.member(b, "127.0.0.1:" + port)));
            await().until(() -> {
                a.transport.send(b.life().node(), 1, new Probe(1));
                a.transport.flush();
                return a.transport.droppedMessages() > 2;
            });
            try (TestNode there = new TestNode("b", 2, TestNode.CLUSTER, port)) {
                await().atMost(Duration.ofSeconds(10)).until(() -> {
                    a.send(there, new Probe(2));
                    return !there.inbox.isEmpty();
                });
            }
        }
    }

    @Test
    void whatNobodyTakesIsDroppedAndBounded() throws Exception {
        TaskIds ids = TaskIds.wrap(new long[2 * Frames.MAX_TASKS]);
        try (TestNode a = new TestNode("a", 1);
                ServerSocket deaf = new ServerSocket(0)) {
            Identity b = TestNode.identity("b", 2, TestNode.CLUSTER);
            a.transport.updateMembers(List.of(TestNode.member(b, "127.0.0.1:" + deaf.getLocalPort())));
            for (int i = 0; i < 100; i++) {
                a.transport.send(b.life().node(), 1, new Message.OutcomeNotice(ids));
            }
            a.transport.flush();
            await().until(() -> a.transport.droppedMessages() > 50);
        }
    }

    @Test
    void aMessageToNobodyIsDropped() throws Exception {
        try (TestNode a = new TestNode("a", 1);
                TestNode b = new TestNode("b", 2)) {
            a.send(b, new Probe(1));
            await().until(() -> a.transport.droppedMessages() == 1);
        }
    }

    @Test
    void theLastWordsLeaveBeforeTheClose() throws Exception {
        try (TestNode b = new TestNode("b", 2)) {
            try (TestNode a = new TestNode("a", 1)) {
                TestNode.introduce(a, b);
                a.send(b, new Probe(1));
                assertThat(b.receive()).isEqualTo(new Probe(1));
                a.transport.send(b.id, 1, new Message.Goodbye("test over"));
            }
            assertThat(b.receive()).isEqualTo(new Message.Goodbye("test over"));
        }
    }

    @Test
    void neitherThreadNorPortIsLeft() throws Exception {
        int port;
        try (TestNode a = new TestNode("left-over", 1);
                TestNode b = new TestNode("b", 2)) {
            TestNode.introduce(a, b);
            a.send(b, new Probe(1));
            b.receive();
            port = a.transport.port();
        }
        noThreadIsLeft("left-over");
        try (TestNode again = new TestNode("left-over", 3, TestNode.CLUSTER, port)) {
            assertThat(again.transport.port()).isEqualTo(port);
        }
    }

    @Test
    void aTakenPortIsOneClearLine() throws Exception {
        try (TestNode a = new TestNode("a", 1)) {
            int port = a.transport.port();
            assertThatThrownBy(() -> new TestNode("taken", 2, TestNode.CLUSTER, port))
                    .isInstanceOf(CannotListenException.class)
                    .hasMessage(
                            "cannot listen on 127.0.0.1:" + port + " (transport.host, transport.port): address in use");
            noThreadIsLeft("taken");
        }
    }

    @Test
    void anAddressThatIsNotThisMachinesIsOneClearLine() {
        Identity self = TestNode.identity("a", 1, TestNode.CLUSTER);
        assertThatThrownBy(() -> Transport.open(new TransportConfig("192.0.2.1", 0, "192.0.2.1"), self, event -> {}))
                .isInstanceOf(CannotListenException.class)
                .hasMessageStartingWith("cannot listen on 192.0.2.1:0 ");
        assertThatThrownBy(() -> Transport.open(new TransportConfig("no.such.invalid", 7, "x"), self, event -> {}))
                .isInstanceOf(CannotListenException.class)
                .hasMessage("cannot listen on no.such.invalid:7 (transport.host, transport.port): unknown host");
    }

    /** Netty says that a loop has ended a moment before its thread has. */
    private static void noThreadIsLeft(String node) {
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .noneMatch(thread -> thread.getName().contains(node)));
    }

    @Test
    void addressesAreReadAsTheyAreWritten() {
        assertThat(HostPort.format("::1", 7)).isEqualTo("[::1]:7");
        assertThat(HostPort.parse("[::1]:7").isUnresolved()).isFalse();
        assertThat(HostPort.parse("127.0.0.1:7").isUnresolved()).isFalse();
        assertThat(HostPort.parse("some.host:7").getHostString()).isEqualTo("some.host");
        assertThat(HostPort.parse("some.host:7").isUnresolved()).isTrue();
        for (String wrong : List.of("", "host", ":7", "host:", "host:0", "host:65536", "host:x")) {
            assertThatThrownBy(() -> HostPort.parse(wrong)).hasMessage("'" + wrong + "' is not host:port");
        }
    }

    @Test
    void aPeerIsReachedByName() throws Exception {
        try (TestNode a = new TestNode("a", 1);
                TestNode b = new TestNode("b", 2)) {
            a.transport.updateMembers(List.of(TestNode.member(b.identity, "localhost:" + b.transport.port())));
            a.send(b, new Probe(1));
            assertThat(b.receive()).isEqualTo(new Probe(1));
        }
    }
}

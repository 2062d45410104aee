package io.ballot.node.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballot.protocol.Envelope;
import io.ballot.protocol.Message.Probe;
import io.ballot.protocol.wire.Frames;
import io.ballot.protocol.wire.Greeting;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever calls and is no peer, or stops being one, costs one line and a connection, and disturbs nobody. */
@Tag("F1")
@Timeout(60)
class StrangerTest {

    private static final Identity PEER = TestNode.identity("peer", 9, TestNode.CLUSTER);

    private TestNode node;
    private TestNode friend;
    private LogLines log;

    @BeforeEach
    void twoNodesTalk() throws Exception {
        node = new TestNode("node", 1);
        friend = new TestNode("friend", 2);
        TestNode.introduce(node, friend);
        log = new LogLines();
        friendIsHeard(1);
    }

    @AfterEach
    void theyStillDo() throws Exception {
        friendIsHeard(2);
        node.close();
        friend.close();
        log.close();
    }

    private void friendIsHeard(long round) throws InterruptedException {
        friend.send(node, new Probe(round));
        assertThat(node.receive()).isEqualTo(new Probe(round));
        node.send(friend, new Probe(round));
        assertThat(friend.receive()).isEqualTo(new Probe(round));
        assertThat(node.transport.droppedMessages() + friend.transport.droppedMessages())
                .isZero();
    }

    @Test
    void aWebBrowserIsRefused() throws Exception {
        try (RawPeer stranger = new RawPeer(node)) {
            stranger.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(reason(stranger)).isEqualTo("frame of 1195725856 bytes, the limit is 4096");
            stranger.awaitClose();
        }
        oneLine("Refusing /127.0.0.1:\\d+: frame of 1195725856 bytes, the limit is 4096");
    }

    @Test
    void aFrameThatIsNoGreetingIsRefused() throws Exception {
        byte[] garbage = new byte[104];
        new Random(1).nextBytes(garbage);
        try (RawPeer stranger = new RawPeer(node)) {
            stranger.write(ByteBuffer.wrap(garbage).putInt(0, 100).array());
            assertThat(reason(stranger)).isEqualTo("greeting: wrong magic, not a Ballot node");
            stranger.awaitClose();
        }
        oneLine("Refusing /127.0.0.1:\\d+: greeting: wrong magic, not a Ballot node");
    }

    @Test
    void aNodeOfAnotherClusterIsRefusedWithOneLineOnBothSides() throws Exception {
        try (TestNode other = new TestNode("other", 5, "elsewhere", 0)) {
            other.transport.updateMembers(List.of(node.member()));
            other.send(node, new Probe(99));
            await().until(() -> log.warnings().size() == 2);
        }
        String reason = "cluster 'elsewhere' is not this node's cluster 'test'";
        assertThat(log.warnings().get(0)).matches("Refusing other/\\S+ at /127.0.0.1:\\d+: " + reason);
        assertThat(log.warnings().get(1)).matches("node at \\S+ refuses this node: " + reason);
        assertThat(node.inbox).isEmpty();
    }

    @Test
    void aVersionThatIsNotSpokenIsRefused() throws Exception {
        try (RawPeer stranger = new RawPeer(node)) {
            Greeting.Hello hello = PEER.hello();
            stranger.write(new Greeting.Hello(77, 78, hello.cluster(), hello.store(), hello.life()));
            assertThat(reason(stranger)).isEqualTo("protocol versions 77 to 78 are not spoken here, 1 to 1 are");
            stranger.awaitClose();
        }
    }

    @Test
    void aSecondProcessOfOneNameIsRefused() throws Exception {
        try (RawPeer twin = new RawPeer(node)) {
            twin.write(TestNode.identity("node", 6, TestNode.CLUSTER).hello());
            assertThat(reason(twin)).isEqualTo("node id 'node' is this node's own: two processes have one name");
        }
        try (RawPeer twin = new RawPeer(node)) {
            twin.write(TestNode.identity("friend", 6, TestNode.CLUSTER).hello());
            assertThat(reason(twin)).startsWith("node id 'friend' is connected as another process, friend/");
        }
    }

    @Test
    void aCallerThatSaysNothingIsDroppedAfterFiveSeconds() throws Exception {
        long before = System.nanoTime();
        try (RawPeer silent = new RawPeer(node)) {
            assertThat(reason(silent)).isEqualTo("no HELLO within 5000 ms");
            silent.awaitClose();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(9));
    }

    @Test
    void callersThatSayNothingAreLimitedInNumber() throws Exception {
        List<RawPeer> silent = new ArrayList<>();
        try {
            for (int i = 0; i < Bounds.MAX_BEFORE_HELLO; i++) {
                silent.add(new RawPeer(node));
            }
            try (RawPeer oneTooMany = new RawPeer(node)) {
                oneTooMany.awaitClose();
            }
            oneLine("64 connections have not said HELLO, .*");
        } finally {
            for (RawPeer peer : silent) {
                peer.close();
            }
        }
    }

    @Test
    void afterHelloAFrameAboveTheLimitEndsTheLink() throws Exception {
        try (RawPeer peer = greeted(PEER)) {
            peer.write(ByteBuffer.allocate(4).putInt(Frames.MAX_FRAME + 1).array());
            peer.awaitClose();
        }
        oneLine("Closing the link with peer/\\S+ at /127.0.0.1:\\d+: frame of 1048577 bytes, the limit is 1048576");
    }

    @Test
    void afterHelloAFrameThatIsNoMessageEndsTheLink() throws Exception {
        try (RawPeer peer = greeted(PEER)) {
            peer.write(new byte[] {0, 0, 0, 3, -1, -1, -1});
            peer.awaitClose();
        }
        oneLine("Closing the link with peer/\\S+ at /127.0.0.1:\\d+: envelope: malformed, 3 bytes");
    }

    @Test
    void damageAfterDamageIsOneLine() throws Exception {
        try (RawPeer peer = greeted(PEER)) {
            peer.write(new byte[] {0, 0, 0, 1, -1, -1, -1, -1, -1});
            peer.awaitClose();
        }
        oneLine("Closing the link with peer/\\S+ at /127.0.0.1:\\d+: envelope: malformed, 1 bytes");
    }

    @Test
    void whatAPeerWritesIsOneLineOfTheLog() throws Exception {
        try (RawPeer peer = greeted(PEER)) {
            peer.write(new Envelope("x\nERROR all is lost\u009b2J", 0, 1, PEER.life(), new Probe(1)));
            peer.awaitClose();
        }
        oneLine("Closing the link .*: envelope.cluster: of cluster 'x ERROR all is lost 2J'");
    }

    @Test
    void aMessageOfAnotherLifeThanTheHandshakesEndsTheLink() throws Exception {
        try (RawPeer peer = greeted(PEER)) {
            peer.write(new Envelope(TestNode.CLUSTER, 0, 1, friend.identity.life(), new Probe(66)));
            peer.awaitClose();
        }
        oneLine("Closing the link with peer/.*: envelope.sender: from friend/\\S+ on a link of peer/\\S+");
        assertThat(node.inbox).isEmpty();
    }

    @Test
    void signsOfLifeAreNoMessages() throws Exception {
        try (RawPeer peer = greeted(PEER)) {
            peer.write(new byte[Frames.LENGTH_BYTES]);
            peer.write(new Envelope(TestNode.CLUSTER, 0, 1, PEER.life(), new Probe(7)));
            assertThat(node.receive()).isEqualTo(new Probe(7));
        }
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void aPeerThatFallsSilentLosesItsLinkAndTheOthersKeepTheirs() throws Exception {
        try (RawPeer peer = greeted(PEER)) {
            peer.awaitClose();
        }
        oneLine("Nothing from /127.0.0.1:\\d+ for 6000 ms: .*");
    }

    private RawPeer greeted(Identity identity) throws Exception {
        RawPeer peer = new RawPeer(node);
        peer.write(identity.hello());
        Greeting.Hello answer = (Greeting.Hello) peer.readGreeting();
        assertThat(answer.life()).isEqualTo(node.identity.life());
        return peer;
    }

    private static String reason(RawPeer stranger) throws Exception {
        return ((Greeting.Refusal) stranger.readGreeting()).reason();
    }

    private void oneLine(String pattern) {
        await().untilAsserted(() ->
                assertThat(log.warnings()).singleElement().asString().matches(pattern));
    }
}

package io.ballot.core.vote;

import static io.ballot.core.OutboxProbe.life;
import static io.ballot.core.OutboxProbe.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.OutboxProbe;
import io.ballot.core.sync.TransferIn;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("E6")
class ProofsTest {

    private final OutboxProbe probe = new OutboxProbe("n1");
    private final TreeMap<NodeId, Peer> peers = new TreeMap<>();
    private final Proofs proofs = new Proofs(probe.outbox, peers.values());
    private final List<Long> renewed = new ArrayList<>();

    private Peer peer(String node) {
        Peer peer = new Peer(
                life(node, 1),
                new TransferIn(probe.outbox, new NodeId(node)),
                probe.outbox.arrows("peer", Peer.Stage.MOVES),
                0);
        peer.maybeStore = store(node);
        peers.put(peer.node(), peer);
        return peer;
    }

    private static List<View> view(String... nodes) {
        List<io.ballot.protocol.StoreRef> stores = new ArrayList<>();
        for (String node : nodes) {
            stores.add(store(node));
        }
        return List.of(new View(
                1, new NodeId("n1"), stores, new FilterParams(1000, 1e-3), Id128.NONE, OutboxProbe.TIMES, false));
    }

    private void pump(List<View> views) {
        proofs.pump(views, (life, number) -> renewed.add(number));
    }

    @Test
    void aHeartbeatIsAnsweredOnlyAfterEveryOtherMemberAcknowledgedTheEpochAgain() {
        Peer n2 = peer("n2");
        Peer n3 = peer("n3");
        List<View> views = view("n1", "n2", "n3");
        proofs.onHeartbeat(n2.life, 1);
        pump(views);
        assertThat(renewed).isEmpty();
        assertThat(probe.sentTo("n2")).containsExactly(new Message.Probe(1));
        assertThat(probe.sentTo("n3")).containsExactly(new Message.Probe(1));

        proofs.onProbeAck(n2, new Message.ProbeAck(1));
        pump(views);
        assertThat(renewed).isEmpty();

        proofs.onProbeAck(n3, new Message.ProbeAck(1));
        pump(views);
        assertThat(renewed).containsExactly(1L);
    }

    @Test
    void aHeartbeatThatArrivesDuringARoundWaitsForTheNext() {
        Peer n2 = peer("n2");
        List<View> views = view("n1", "n2");
        proofs.onHeartbeat(n2.life, 1);
        pump(views);
        proofs.onHeartbeat(n2.life, 2);
        proofs.onProbeAck(n2, new Message.ProbeAck(1));
        pump(views);
        assertThat(renewed).containsExactly(1L);
        proofs.onProbeAck(n2, new Message.ProbeAck(2));
        pump(views);
        assertThat(renewed).containsExactly(1L, 2L);
    }

    @Test
    void aMemberThatNobodyHearsKeepsAllLeasesBackUntilTheViewIsWrittenWithoutIt() {
        Peer n2 = peer("n2");
        proofs.onHeartbeat(n2.life, 1);
        pump(view("n1", "n2", "n3"));
        proofs.onProbeAck(n2, new Message.ProbeAck(1));
        pump(view("n1", "n2", "n3"));
        assertThat(renewed).isEmpty();
        pump(view("n1", "n2"));
        assertThat(renewed).containsExactly(1L);
    }

    @Test
    void aLeaderAloneNeedsNobody() {
        proofs.onHeartbeat(life("n1", 1), 1);
        pump(view("n1"));
        assertThat(renewed).containsExactly(1L);
    }
}

package io.ballot.core.vote;

import static io.ballot.core.OutboxProbe.life;
import static io.ballot.core.OutboxProbe.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.OutboxProbe;
import io.ballot.core.registry.Registry;
import io.ballot.core.sync.Trail;
import io.ballot.core.sync.TransferIn;
import io.ballot.protocol.Entry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Position;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("V3")
class ReplicationTest {

    private static final FilterParams FILTER = new FilterParams(1000, 1e-3);
    private static final QueuePartition P0 = new QueuePartition("q", new Id128(1, 1), 0);

    private final OutboxProbe probe = new OutboxProbe("n1");
    private final TreeMap<NodeId, Peer> peers = new TreeMap<>();
    private final Registry registry = new Registry(FILTER, 100);
    private final Replication replication = new Replication(probe.outbox, registry, new Trail(), peers.values());
    private final Admission admission =
            new Admission(probe.outbox, peers, replication, registry, store -> Position.NONE);
    private final List<String> answered = new ArrayList<>();

    private Peer follower(String node, long acked) {
        Peer peer = new Peer(
                life(node, 1),
                new TransferIn(probe.outbox, new NodeId(node)),
                probe.outbox.arrows("peer", Peer.Stage.MOVES),
                0);
        peer.maybeStore = store(node);
        for (Peer.Stage stage : List.of(Peer.Stage.GIVING, Peer.Stage.GIVEN, Peer.Stage.TAKING, Peer.Stage.FOLLOWING)) {
            peer.enter(stage, 0);
        }
        peer.acked = acked;
        peer.sent = acked;
        peers.put(peer.node(), peer);
        return peer;
    }

    private long append() {
        long seq = replication.append(new Entry.Committed(P0, replication.lastSeq() + 1));
        replication.send();
        return seq;
    }

    private static View view(StoreRef... inSync) {
        return new View(1, new NodeId("n1"), List.of(inSync), FILTER, new Id128(0, 0), OutboxProbe.TIMES, false);
    }

    private Pending answer(String what, boolean permits) {
        return new Pending() {
            @Override
            public boolean permits() {
                return permits;
            }

            @Override
            public void answer() {
                answered.add(what);
            }
        };
    }

    private static Message.Ack ack(long seq) {
        return new Message.Ack(seq, List.of());
    }

    @Test
    void anEntryIsHeldOnceEveryStoreOfEveryViewThatMayBeStoredHasIt() {
        Peer n2 = follower("n2", 0);
        Peer n3 = follower("n3", 0);
        append();
        replication.onAck(n2, ack(1));
        assertThat(replication.heldBy(List.of(view(store("n1"), store("n2"))))).isEqualTo(1);
        assertThat(replication.heldBy(List.of(view(store("n1"), store("n2")), view(store("n1"), store("n3")))))
                .isZero();
        replication.onAck(n3, ack(1));
        assertThat(replication.heldBy(List.of(view(store("n1"), store("n2")), view(store("n1"), store("n3")))))
                .isEqualTo(1);
    }

    @Test
    void aStoreOfTheViewThatNobodyKnowsHoldsNothing() {
        append();
        assertThat(replication.heldBy(List.of(view(store("n1"), store("n2"))))).isNegative();
    }

    @Test
    void whoIsAboutToEnterTheViewIsWaitedForAsWell() {
        follower("n2", 0).counted = true;
        append();
        assertThat(replication.heldBy(List.of(view(store("n1"))))).isZero();
    }

    @Test
    void belowMinInsyncOutcomesAreAnsweredAndGrantsWait() {
        append();
        replication.await(answer("grant", true));
        replication.await(answer("outcome", false));
        replication.answerUpTo(1, false);
        assertThat(answered).containsExactly("outcome");
        replication.answerUpTo(1, true);
        assertThat(answered).containsExactly("outcome", "grant");
    }

    @Test
    void whatIsNotAcknowledgedIsSentAgainFromTheLastAcknowledgementOn() {
        Peer n2 = follower("n2", 0);
        append();
        append();
        replication.send();
        replication.onAck(n2, ack(1));
        assertThat(probe.sentTo("n2")).hasSize(2);
        probe.after(1000);
        replication.send();
        assertThat(probe.sentTo("n2")).singleElement().isInstanceOfSatisfying(Message.Replicate.class, again -> {
            assertThat(again.firstSeq()).isEqualTo(2);
            assertThat(again.entries()).hasSize(1);
        });
    }

    @Test
    @Tag("E2")
    void aJoinerThatFallsTooFarBehindBeginsAnewAndNoLongerHoldsTheLog() {
        Peer slow = follower("n2", 0);
        Peer quick = follower("n3", 0);
        for (int i = 0; i <= Replication.LOG_MAX; i++) {
            append();
        }
        replication.onAck(quick, ack(replication.lastSeq()));

        admission.pump();

        assertThat(slow.stage).isEqualTo(Peer.Stage.PROMISING);
        assertThat(quick.stage).isEqualTo(Peer.Stage.FOLLOWING);
        replication.send();
        assertThat(replication.logSize()).isZero();
    }

    @Test
    void aMemberOfTheViewIsNotSentAwayForBeingSlow() {
        Peer slow = follower("n2", 0);
        slow.counted = true;
        for (int i = 0; i <= Replication.LOG_MAX; i++) {
            append();
        }
        admission.pump();
        assertThat(slow.stage).isEqualTo(Peer.Stage.FOLLOWING);
    }
}

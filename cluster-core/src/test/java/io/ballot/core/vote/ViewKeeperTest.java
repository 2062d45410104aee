package io.ballot.core.vote;

import static io.ballot.core.OutboxProbe.life;
import static io.ballot.core.OutboxProbe.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.OutboxProbe;
import io.ballot.core.registry.Registry;
import io.ballot.core.sync.Trail;
import io.ballot.core.sync.TransferIn;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.View;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("V5")
class ViewKeeperTest {

    private static final FilterParams FILTER = new FilterParams(1000, 1e-3);

    private final OutboxProbe probe = new OutboxProbe("n1");
    private final TreeMap<NodeId, Peer> peers = new TreeMap<>();
    private final Replication replication =
            new Replication(probe.outbox, new Registry(FILTER, 100), new Trail(), peers.values());
    private final Referee referee = new Referee(probe.outbox, 1, null, 0);
    private final View template =
            new View(1, new NodeId("n1"), List.of(store("n1")), FILTER, Id128.NONE, OutboxProbe.TIMES, false);
    private final ViewKeeper views = new ViewKeeper(probe.outbox, referee, peers, replication, template);

    private Peer follower(String node) {
        Peer peer = new Peer(
                life(node, 1),
                new TransferIn(probe.outbox, new NodeId(node)),
                probe.outbox.arrows("peer", Peer.Stage.MOVES),
                0);
        peer.maybeStore = store(node);
        for (Peer.Stage stage : List.of(Peer.Stage.GIVING, Peer.Stage.GIVEN, Peer.Stage.TAKING, Peer.Stage.FOLLOWING)) {
            peer.enter(stage, 0);
        }
        peer.acked = 0;
        peers.put(peer.node(), peer);
        return peer;
    }

    private List<StoreRef> written() {
        List<Command.WriteView> writes = probe.taken(Command.WriteView.class);
        if (writes.isEmpty()) {
            return List.of();
        }
        Command.WriteView write = writes.get(0);
        referee.onDone(new Event.GuardedDone(write.request(), Event.GuardedResult.OK));
        views.onStored();
        return write.view().inSync();
    }

    @Test
    void whoFollowsAndHasCaughtUpComesInWithTheFirstView() {
        follower("n2");
        Peer late = follower("n3");
        late.acked = -1;
        views.pump(2, true);
        assertThat(written()).containsExactly(store("n1"), store("n2"));
    }

    @Test
    void theFirstViewWaitsForTheLeastNumberOfMembers() {
        views.pump(2, true);
        assertThat(written()).isEmpty();
    }

    @Test
    void aSilentMemberIsWrittenOutAndUntilThenWaitedFor() {
        follower("n2");
        Peer silent = follower("n3");
        views.pump(2, true);
        assertThat(written()).hasSize(3);
        probe.at(2000);
        peers.get(new NodeId("n2")).heardMs = 2000;
        peers.get(new NodeId("n2")).wellMs = 2000;
        views.pump(2, false);
        assertThat(silent.counted).isTrue();
        assertThat(written()).containsExactly(store("n1"), store("n2"));
        assertThat(silent.counted).isFalse();
    }

    @Test
    void silenceAloneNeverTakesTheViewBelowTheLeastNumber() {
        follower("n2");
        views.pump(2, true);
        assertThat(written()).hasSize(2);
        probe.at(10_000);
        views.pump(2, false);
        assertThat(written()).isEmpty();
    }

    @Test
    void whoLeftInOrderGoesOutAtOnceEvenBelowTheLeastNumber() {
        Peer leaving = follower("n2");
        views.pump(2, true);
        assertThat(written()).hasSize(2);
        leaving.goodbye = true;
        views.pump(2, false);
        assertThat(written()).containsExactly(store("n1"));
    }

    @Test
    void aMemberThatCameBackWithoutItsMemoryIsNotTheMemberItWas() {
        follower("n2");
        views.pump(1, true);
        assertThat(written()).hasSize(2);
        follower("n2").maybeStore = new StoreRef(new NodeId("n2"), new Id128(99, 99));
        peers.get(new NodeId("n2")).acked = -1;
        views.pump(1, false);
        assertThat(written()).containsExactly(store("n1"));
    }
}

package io.ballot.core.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.core.ClusterState;
import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.OutboxProbe;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.View;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who stands, and when (R3, E4); {@code unclean.wait.ms} is 30,000 here. */
@Tag("E4")
class ElectionTest {

    private final OutboxProbe probe = new OutboxProbe("n1");
    private final Election election = new Election(probe.outbox);

    @BeforeEach
    void connect() {
        probe.at(1_000);
        election.onSession(Event.Session.CONNECTED);
    }

    private static View viewOf(String node) {
        return new View(
                4,
                new NodeId(node),
                List.of(OutboxProbe.store(node)),
                new FilterParams(1000, 1e-3),
                Id128.NONE,
                OutboxProbe.TIMES,
                false);
    }

    private void read(@Nullable View maybeView) {
        election.readNow();
        long request = probe.taken(Command.ReadCluster.class).get(0).request();
        election.onRead(new Event.ClusterRead(request, new ClusterState(4, 17, maybeView, new TreeMap<>())), 0);
    }

    private List<Boolean> stands() {
        return probe.taken(Command.Stand.class).stream()
                .map(Command.Stand::stand)
                .toList();
    }

    @Test
    void whoeverHoldsTheLastViewsMemoryStandsAtOnce() {
        read(viewOf("n1"));
        election.standIfAllowed(viewOf("n1"));
        assertThat(stands()).containsExactly(true);
    }

    @Test
    void whereNoViewWasEverStoredEveryoneStandsAtOnce() {
        read(null);
        election.standIfAllowed(null);
        assertThat(stands()).containsExactly(true);
    }

    @Test
    void anybodyElseWaitsForTheMembersFirst() {
        read(viewOf("n2"));
        election.standIfAllowed(viewOf("n2"));
        probe.after(29_999);
        election.standIfAllowed(viewOf("n2"));
        assertThat(stands()).isEmpty();
        probe.after(1);
        election.standIfAllowed(viewOf("n2"));
        assertThat(stands()).containsExactly(true);
    }

    @Test
    void aLeaderThatIsSeenBeginsTheWaitAnew() {
        read(viewOf("n2"));
        election.standIfAllowed(viewOf("n2"));
        probe.after(20_000);
        election.leaderSeen();
        probe.after(20_000);
        election.standIfAllowed(viewOf("n2"));
        assertThat(stands()).isEmpty();
    }

    @Test
    void nobodyStandsBeforeTheClusterWasRead() {
        election.standIfAllowed(viewOf("n1"));
        assertThat(stands()).isEmpty();
        assertThatThrownBy(election::claim).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAnswerToAnOlderQuestionIsPassedOver() {
        election.readNow();
        long request = probe.taken(Command.ReadCluster.class).get(0).request();
        election.readNow();
        ClusterState state = new ClusterState(4, 17, null, new TreeMap<>());
        assertThat(election.onRead(new Event.ClusterRead(request, state), 0)).isFalse();
        assertThat(election.maybeState()).isNull();
    }

    @Test
    @Tag("E1")
    void aClaimIsForTheEpochAfterAllThatWereSeenGuardedByTheVersionThatWasRead() {
        read(viewOf("n1"));
        probe.outbox.promise(9);
        election.claim();
        assertThat(probe.taken(Command.ClaimEpoch.class))
                .singleElement()
                .satisfies(claim -> assertThat(claim)
                        .extracting(Command.ClaimEpoch::expectedVersion, Command.ClaimEpoch::epoch)
                        .containsExactly(17, 10L));
    }

    @Test
    void aNominationEndsWithTheSessionAndWithThePlaceInTheQueue() {
        read(viewOf("n1"));
        election.standIfAllowed(viewOf("n1"));
        election.onNominated(true);
        assertThat(election.isNominated()).isTrue();
        election.standDown(2_000);
        assertThat(election.isNominated()).isFalse();
        election.onNominated(true);
        assertThat(election.isNominated())
                .as("a late word about a place that was given up")
                .isFalse();
        probe.after(1_999);
        election.standIfAllowed(viewOf("n1"));
        assertThat(stands()).containsExactly(true, false);
        probe.after(1);
        election.standIfAllowed(viewOf("n1"));
        election.onNominated(true);
        election.onSession(Event.Session.EXPIRED);
        assertThat(election.isNominated()).isFalse();
    }
}

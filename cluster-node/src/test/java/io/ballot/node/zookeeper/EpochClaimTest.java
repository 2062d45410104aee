package io.ballot.node.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.ClusterState;
import io.ballot.core.Event;
import io.ballot.core.Event.GuardedResult;
import io.ballot.protocol.View;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whose claim of an epoch goes through (R3, E6). */
@Tag("E6")
class EpochClaimTest {

    private TestReferee referee;
    private TestNode n1;
    private TestNode n2;

    @BeforeEach
    void twoNodes() throws Exception {
        referee = new TestReferee();
        n1 = referee.node("n1");
        n2 = referee.node("n2");
    }

    @AfterEach
    void end() throws Exception {
        referee.close();
    }

    @Test
    void aClusterBeginsWithEpochZeroAndNoView() {
        ClusterState state = n1.read(1);

        assertThat(state.epoch()).isZero();
        assertThat(state.maybeView()).isNull();
        assertThat(state.ceilings()).isEmpty();
    }

    @Test
    void ofTwoClaimantsOfOneVersionOneWinsAndTheOtherIsFenced() {
        n1.standFirst();
        n2.stand();
        int version = n1.read(1).epochVersion();

        n1.claim(2, version, 1);
        n2.claim(2, version, 1);

        boolean firstWon = n1.events().next(Event.class, e -> isAnswer(e, 2)) instanceof Event.EpochClaimed;
        boolean secondWon = n2.events().next(Event.class, e -> isAnswer(e, 2)) instanceof Event.EpochClaimed;
        assertThat(firstWon).isNotEqualTo(secondWon);
        TestNode loser = firstWon ? n2 : n1;
        assertThat(loser.events().all()).contains(new Event.GuardedDone(2, GuardedResult.FENCED));
        assertThat(n1.read(3).epoch()).isEqualTo(1);
    }

    private static boolean isAnswer(Event event, long request) {
        return event instanceof Event.EpochClaimed claimed && claimed.request() == request
                || event instanceof Event.GuardedDone done && done.request() == request;
    }

    @Test
    void aClaimReadsTheViewOfTheReignBefore() {
        ClusterState first = n1.lead(1);
        View view = TestReferee.view(1, n1.self());
        assertThat(n1.writeView(3, first.epochVersion(), view)).isEqualTo(GuardedResult.OK);
        n1.withdraw();

        ClusterState second = n2.lead(1);

        assertThat(second.epoch()).isEqualTo(2);
        assertThat(second.epochVersion()).isGreaterThan(first.epochVersion());
        assertThat(second.maybeView()).isEqualTo(view);
    }

    @Test
    void whoDoesNotStandClaimsNothing() {
        int version = n1.read(1).epochVersion();

        n1.claim(2, version, 1);

        assertThat(n1.done(2)).isEqualTo(GuardedResult.FENCED);
        assertThat(n1.read(3).epoch()).isZero();
    }

    @Test
    void whoStandsButIsNotFirstMayClaim() {
        n1.standFirst();
        int version = n2.read(1).epochVersion();

        n2.stand();
        n2.claim(2, version, 1);

        assertThat(n2.claimed(2).state().epoch()).isEqualTo(1);
    }
}

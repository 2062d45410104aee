package io.ballot.node.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.ClusterState;
import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.GuardedResult;
import io.ballot.protocol.View;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The connection is lost while a claim or a guarded write is in flight (R3, scenario 4). */
@Tag("E6")
@Tag("F4")
class LostAnswerTest {

    private TestReferee referee;
    private CuttingProxy proxy;
    private TestNode n1;

    @BeforeEach
    void aNodeBehindAProxy() throws Exception {
        referee = new TestReferee();
        proxy = referee.closeLater(new CuttingProxy(referee.server().getPort()));
        n1 = referee.node(TestReferee.member("n1"), TestReferee.settings(proxy.connectString()));
    }

    @AfterEach
    void end() throws Exception {
        referee.close();
    }

    @Test
    void aClaimWhoseAnswerIsLostIsFoundAgainInTheSameSession() throws Exception {
        n1.standFirst();
        int version = n1.read(1).epochVersion();
        CountDownLatch lost = proxy.dropReplies("/epoch");

        n1.claim(2, version, 1);
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        proxy.heal();

        ClusterState state = n1.claimed(2).state();
        assertThat(state.epoch()).isEqualTo(1);
        assertThat(state.epochVersion()).as("written once only").isEqualTo(version + 1);
        assertThat(n1.events().all()).doesNotContain(new Event.SessionChanged(Event.Session.EXPIRED));
    }

    @Test
    void aClaimThatNeverArrivedIsMadeAgain() throws Exception {
        n1.standFirst();
        int version = n1.read(1).epochVersion();
        CountDownLatch lost = proxy.dropRequests("/epoch");

        n1.claim(2, version, 1);
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        proxy.heal();

        assertThat(n1.claimed(2).state().epochVersion()).isEqualTo(version + 1);
    }

    @Test
    void aClaimWhoseAnswerIsLostIsFoundAgainInANewSession() throws Exception {
        n1.standFirst();
        int version = n1.read(1).epochVersion();
        CountDownLatch lost = proxy.dropReplies("/epoch");

        n1.claim(2, version, 1);
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        proxy.refuse();
        n1.awaitSession(Event.Session.EXPIRED);
        proxy.heal();

        ClusterState state = n1.claimed(2).state();
        assertThat(state.epoch()).isEqualTo(1);
        assertThat(state.epochVersion()).isEqualTo(version + 1);
    }

    @Test
    void aClaimMeanwhileOvertakenIsFenced() throws Exception {
        n1.standFirst();
        TestNode n2 = referee.node("n2");
        int version = n1.read(1).epochVersion();
        CountDownLatch lost = proxy.dropRequests("/epoch");

        n1.claim(2, version, 1);
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        n2.stand();
        n2.claim(1, version, 1);
        n2.claimed(1);
        proxy.heal();

        assertThat(n1.done(2)).isEqualTo(GuardedResult.FENCED);
    }

    @Test
    void aClaimWithoutZooKeeperEndsAsUnknownWithinThreeSessionTimeouts() throws Exception {
        n1.standFirst();
        int version = n1.read(1).epochVersion();
        CountDownLatch lost = proxy.dropRequests("/epoch");

        n1.claim(2, version, 1);
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        proxy.refuse();

        assertThat(n1.done(2)).isEqualTo(GuardedResult.UNKNOWN);
    }

    @Test
    void aServerThatIsRestartedDuringAClaimLeavesOneResult() throws Exception {
        n1.standFirst();
        int version = n1.read(1).epochVersion();
        CountDownLatch lost = proxy.dropReplies("/epoch");

        n1.claim(2, version, 1);
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        referee.server().restart();
        proxy.heal();

        assertThat(n1.claimed(2).state().epochVersion()).isEqualTo(version + 1);
    }

    @Test
    void aViewWriteWhoseAnswerIsLostIsUnknownAndMayBeRepeated() throws Exception {
        ClusterState state = n1.lead(1);
        View view = TestReferee.view(1, n1.self());
        CountDownLatch lost = proxy.dropReplies("/view");

        n1.adapter().execute(new Command.WriteView(3, state.epochVersion(), view));
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        proxy.heal();

        assertThat(n1.done(3)).isEqualTo(GuardedResult.UNKNOWN);
        n1.awaitSession(Event.Session.CONNECTED);
        assertThat(n1.writeView(4, state.epochVersion(), view)).isEqualTo(GuardedResult.OK);
        assertThat(n1.read(5).maybeView()).isEqualTo(view);
    }
}

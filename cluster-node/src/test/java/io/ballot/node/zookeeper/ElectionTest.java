package io.ballot.node.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballot.core.Event;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is nominated (E1). */
@Tag("E1")
class ElectionTest {

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
    void theFirstToStandIsNominatedAndTheOtherWhenItsSessionEnds() throws Exception {
        n1.standFirst();
        n2.stand();

        n1.killSession();

        n1.awaitNominated(false);
        n2.awaitNominated(true);
    }

    @Test
    void theNominationMovesWhenTheProcessGoes() throws Exception {
        n1.standFirst();
        n2.stand();

        n1.adapter().close();

        n2.awaitNominated(true);
    }

    @Test
    void whoStandsAgainGoesToTheEndOfTheQueue() throws Exception {
        n1.standFirst();
        n2.stand();
        TestNode n3 = referee.node("n3");
        awaitCandidates("n1", "n2");
        n3.stand();
        awaitCandidates("n1", "n2", "n3");

        n1.withdraw();
        n1.awaitNominated(false);
        n1.stand();
        n2.awaitNominated(true);
        awaitCandidates("n2", "n3", "n1");
        n2.withdraw();

        n3.awaitNominated(true);
        assertThat(n1.events().all()).containsOnlyOnce(new Event.Nominated(true));
    }

    @Test
    void whoStandsStillStandsInItsNextSession() throws Exception {
        n1.standFirst();

        n1.killSession();

        n1.awaitNominated(false);
        n1.awaitNominated(true);
    }

    @Test
    void whoStandsNoMoreDoesNotStandInItsNextSession() throws Exception {
        n1.standFirst();
        n1.withdraw();
        n1.awaitNominated(false);
        n2.standFirst();

        n1.killSession();

        n1.awaitSession(Event.Session.EXPIRED);
        n1.awaitSession(Event.Session.CONNECTED);
        awaitCandidates("n2");
    }

    @Test
    void whoGivesUpItsPlaceAndStandsAgainWithoutZooKeeperComesBackAtTheEndAndIsToldAnew() throws Exception {
        CuttingProxy proxy =
                referee.closeLater(new CuttingProxy(referee.server().getPort()));
        TestNode n3 = referee.node(TestReferee.member("n3"), TestReferee.settings(proxy.connectString()));
        n3.standFirst();
        n1.stand();
        awaitCandidates("n3", "n1");

        proxy.refuse();
        n3.withdraw();
        n3.stand();
        n3.awaitNominated(false);
        proxy.heal();
        n1.awaitNominated(true);
        awaitCandidates("n1", "n3");
        n1.withdraw();

        n3.awaitNominated(true);
    }

    /** A machine forgets its nomination with its session, and asks to stand anew; the latch may have been quicker. */
    @Test
    void whoAsksToStandAgainInItsNextSessionIsToldThatItIsNominated() throws Exception {
        n1.standFirst();
        n1.killSession();
        n1.awaitNominated(false);
        n1.awaitNominated(true);

        n1.stand();

        n1.awaitNominated(true);
    }

    private void awaitCandidates(String... names) throws Exception {
        ClusterReader reader = referee.closeLater(ClusterReader.open(referee.settings()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(reader.read().orElseThrow().candidates())
                        .extracting(node -> node.name())
                        .containsExactly(names));
    }
}

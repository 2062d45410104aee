package io.ballot.node.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballot.core.Event;
import io.ballot.core.Event.Session;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a node when ZooKeeper goes and comes back (F4, scenario 32). */
@Tag("F4")
class SessionTest {

    private TestReferee referee;
    private TestNode n1;

    @BeforeEach
    void aNode() throws Exception {
        referee = new TestReferee();
        n1 = referee.node("n1");
        n1.awaitSession(Session.CONNECTED);
        n1.events().next(Event.MembersChanged.class);
    }

    @AfterEach
    void end() throws Exception {
        referee.close();
    }

    @Test
    void aSessionThatEndsIsToldAndTheSameLifeIsAMemberAgain() throws Exception {
        n1.killSession();

        n1.awaitSession(Session.EXPIRED);
        n1.awaitSession(Session.CONNECTED);
        Event.MembersChanged again = n1.events()
                .next(Event.MembersChanged.class, event -> !event.members().isEmpty());
        assertThat(again.members()).containsExactly(n1.self());
        assertThat(referee.hand()
                        .session()
                        .stat("/ballot/demo/members/n1")
                        .orElseThrow()
                        .getEphemeralOwner())
                .isEqualTo(n1.adapter().connection().session().id());
    }

    @Test
    void aServerThatIsRestartedTakesNeitherSessionNorNomination() throws Exception {
        n1.standFirst();

        referee.server().restart();

        n1.awaitSession(Session.DISCONNECTED);
        n1.awaitSession(Session.CONNECTED);
        n1.events().next(Event.MembersChanged.class);
        assertThat(n1.events().all())
                .doesNotContain(new Event.SessionChanged(Session.EXPIRED), new Event.Nominated(false));
    }

    @Test
    void whenZooKeeperIsAwayForLongTheSessionIsGivenUpAndANewOneBegins() throws Exception {
        CuttingProxy proxy =
                referee.closeLater(new CuttingProxy(referee.server().getPort()));
        TestNode n2 = referee.node(TestReferee.member("n2"), TestReferee.settings(proxy.connectString()));
        n2.standFirst();

        proxy.refuse();
        n2.awaitSession(Session.DISCONNECTED);
        n2.awaitSession(Session.EXPIRED);
        proxy.heal();

        n2.awaitSession(Session.CONNECTED);
        n2.awaitNominated(true);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        referee.hand().session().stat("/ballot/demo/members/n2").isPresent());
    }
}

package io.ballot.node.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballot.core.Event;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who lives, who is known, and whose a name is (E1, scenarios 34 and 35). */
@Tag("E1")
class MembershipTest {

    private TestReferee referee;

    @BeforeEach
    void begin() throws Exception {
        referee = new TestReferee();
    }

    @AfterEach
    void end() throws Exception {
        referee.close();
    }

    @Test
    void membersAppearAndVanishAndStayKnown() throws Exception {
        TestNode n1 = referee.node("n1");
        awaitMembers(n1, "n1");

        TestNode n2 = referee.node("n2");
        Event.MembersChanged both = awaitMembers(n1, "n1", "n2");
        assertThat(both.members()).containsExactly(n1.self(), n2.self());

        n2.adapter().close();
        Event.MembersChanged alone = awaitMembers(n1, "n1");
        assertThat(alone.known()).containsExactly(new NodeId("n1"), new NodeId("n2"));
    }

    @Test
    void aNodeThatLeavesInOrderVanishesAtOnceAndCanBeForgotten() throws Exception {
        TestNode n1 = referee.node("n1");
        TestNode n2 = referee.node("n2");
        n2.standFirst();
        awaitMembers(n1, "n1", "n2");
        ClusterReader reader = referee.closeLater(ClusterReader.open(referee.settings()));
        assertThat(reader.forget(new NodeId("n2"))).isEqualTo(ClusterReader.Forgotten.ALIVE);

        n2.adapter().deregister();

        awaitMembers(n1, "n1");
        assertThat(reader.read().orElseThrow().candidates()).isEmpty();
        assertThat(reader.forget(new NodeId("n2"))).isEqualTo(ClusterReader.Forgotten.FORGOTTEN);
        n1.events()
                .next(
                        Event.MembersChanged.class,
                        event -> event.known().equals(new TreeSet<>(List.of(new NodeId("n1")))));
        assertThat(reader.forget(new NodeId("n2"))).isEqualTo(ClusterReader.Forgotten.NOT_KNOWN);
    }

    @Test
    void eachStartIsCountedAndTheStoreRemembered() throws Exception {
        TestNode first = referee.node("n1");
        assertThat(first.known().starts()).isEqualTo(1);
        first.adapter().close();

        Member again = TestReferee.member("n1");
        ZooKeeperAdapter adapter = referee.connect(again, referee.settings(), new EventLog());
        KnownNode remembered = adapter.remembered().orElseThrow();
        KnownNode started = adapter.start(again);

        assertThat(remembered.store()).isEqualTo(first.self().store().store());
        assertThat(started.starts()).isEqualTo(2);
        assertThat(started.store()).isEqualTo(again.store().store());
    }

    @Test
    void aNameThatAnotherProcessHoldsIsRefusedAndNotCounted() throws Exception {
        TestNode holder = referee.node("n1");

        assertThatThrownBy(() -> referee.node("n1"))
                .isInstanceOf(NodeNameTakenException.class)
                .hasMessageContaining("node name 'n1' is held by another process (pid 4711, n1.example:7070)");

        ClusterReader reader = referee.closeLater(ClusterReader.open(referee.settings()));
        assertThat(reader.read().orElseThrow().known()).containsExactly(holder.known());
    }

    @Test
    void aNameWhoseHolderEndsDuringTheWaitIsTaken() throws Exception {
        TestNode holder = referee.node("n1");
        Member second = TestReferee.member("n1");
        Thread ending = new Thread(holder.adapter()::close);

        ending.start();
        TestNode taken = referee.node(second, referee.settings());

        assertThat(awaitMembers(taken, "n1").members()).containsExactly(second);
        ending.join(20_000);
    }

    @Test
    void theZnodeThatAnOlderLifeOfTheSameDirectoryLeftIsRemovedAtOnce() throws Exception {
        Id128 dir = RandomId.draw();
        Member crashed = TestReferee.member("n1", dir);
        ZooKeeperConnection ghost = referee.hand();
        ghost.createParents();
        ghost.client()
                .create()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(ghost.layout().member(crashed.node()), ZnodeJson.write(crashed));

        TestNode next = referee.node(TestReferee.member("n1", dir), referee.settings());

        assertThat(awaitMembers(next, "n1").members()).containsExactly(next.self());
    }

    @Test
    void aMemberZnodeThatIsDeletedByHandIsWrittenAgain() throws Exception {
        TestNode n1 = referee.node("n1");
        awaitMembers(n1, "n1");
        ZooKeeperConnection hand = referee.hand();

        hand.client().delete().forPath(hand.layout().member(n1.self().node()));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> hand.session()
                        .stat(hand.layout().member(n1.self().node()))
                        .isPresent());
    }

    @Test
    void aDamagedMemberZnodeHidesNobodyElse() throws Exception {
        TestNode n1 = referee.node("n1");
        ZooKeeperConnection hand = referee.hand();
        hand.client()
                .create()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(hand.layout().members() + "/n0", "garbage".getBytes(StandardCharsets.UTF_8));

        TestNode n2 = referee.node("n2");

        assertThat(awaitMembers(n1, "n1", "n2").members()).containsExactly(n1.self(), n2.self());
    }

    private static Event.MembersChanged awaitMembers(TestNode at, String... names) {
        List<NodeId> expected = Arrays.stream(names).map(NodeId::new).toList();
        return at.events()
                .next(
                        Event.MembersChanged.class,
                        event -> event.members().stream()
                                .map(Member::node)
                                .toList()
                                .equals(expected));
    }
}

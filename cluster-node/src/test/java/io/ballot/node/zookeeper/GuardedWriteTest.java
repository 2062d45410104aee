package io.ballot.node.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.core.ClusterState;
import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.GuardedResult;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a leader writes, and a deposed one does not (R2, R4). */
@Tag("E6")
class GuardedWriteTest {

    private static final Id128 TOPIC = new Id128(7, 8);

    private TestReferee referee;
    private TestNode leader;
    private ClusterState state;

    @BeforeEach
    void aLeader() throws Exception {
        referee = new TestReferee();
        leader = referee.node("n1");
        state = leader.lead(1);
    }

    @AfterEach
    void end() throws Exception {
        referee.close();
    }

    @Test
    void aViewIsStoredAndReadBack() {
        View view = TestReferee.view(1, leader.self());

        assertThat(leader.writeView(3, state.epochVersion(), view)).isEqualTo(GuardedResult.OK);
        View closed = view.with(1, leader.self().node(), view.inSync(), true);
        assertThat(leader.writeView(4, state.epochVersion(), closed)).isEqualTo(GuardedResult.OK);

        assertThat(leader.read(5).maybeView()).isEqualTo(closed);
    }

    @Test
    void afterAHigherEpochEveryGuardedWriteOfTheOldLeaderIsRefused() throws Exception {
        View view = TestReferee.view(1, leader.self());
        leader.writeView(3, state.epochVersion(), view);
        TestNode next = referee.node("n2");
        leader.withdraw();
        next.lead(1);

        assertThat(leader.check(4, state.epochVersion())).isEqualTo(GuardedResult.FENCED);
        assertThat(leader.writeView(5, state.epochVersion(), TestReferee.view(9, leader.self())))
                .isEqualTo(GuardedResult.FENCED);
        assertThat(writeCeilings(6, ceilings(3, 100))).isEqualTo(GuardedResult.FENCED);
        assertThat(next.read(7).maybeView()).isEqualTo(view);
        assertThat(next.read(8).ceilings()).isEmpty();
    }

    @Test
    void aCheckOfTheCurrentEpochPasses() {
        assertThat(leader.check(3, state.epochVersion())).isEqualTo(GuardedResult.OK);
    }

    @Test
    void ceilingsOfTenThousandPartitionsComeBackFromSeveralSmallZnodes() throws Exception {
        SortedMap<QueuePartition, Long> ceilings = ceilings(10_000, Long.MAX_VALUE - 20_000);

        assertThat(writeCeilings(3, ceilings)).isEqualTo(GuardedResult.OK);

        assertThat(leader.read(4).ceilings()).isEqualTo(ceilings);
        ZooKeeperConnection hand = referee.hand();
        List<String> znodes = hand.session().children(hand.layout().ceilings());
        assertThat(znodes).hasSize(3);
        for (String znode : znodes) {
            byte[] data = hand.session()
                    .read(hand.layout().ceilings() + "/" + znode)
                    .orElseThrow()
                    .data();
            assertThat(data).hasSizeLessThan(256 * 1024);
        }
    }

    @Test
    void ceilingsOfManyQueuesNeedMoreThanOneTransaction() {
        SortedMap<QueuePartition, Long> ceilings = new TreeMap<>();
        for (int queue = 0; queue < 12; queue++) {
            for (int partition = 0; partition < CeilingChunk.PARTITIONS; partition++) {
                ceilings.put(
                        new QueuePartition("q-" + queue, TOPIC, partition), 1_000_000_000_000_000_000L + partition);
            }
        }

        assertThat(writeCeilings(3, ceilings)).isEqualTo(GuardedResult.OK);

        assertThat(leader.read(4).ceilings()).isEqualTo(ceilings);
    }

    @Test
    void ceilingsOfATopicThatWasCreatedAgainReplaceTheOldOnesAndOtherQueuesStay() {
        QueuePartition other = new QueuePartition("a-b", TOPIC, 0);
        QueuePartition old = new QueuePartition("a", TOPIC, 5_000);
        QueuePartition created = new QueuePartition("a", new Id128(9, 9), 2);
        writeCeilings(3, new TreeMap<>(Map.of(other, 1L, old, 2L)));

        assertThat(writeCeilings(4, new TreeMap<>(Map.of(created, 3L)))).isEqualTo(GuardedResult.OK);

        assertThat(leader.read(5).ceilings()).containsOnly(Map.entry(other, 1L), Map.entry(created, 3L));
    }

    @Test
    void aWriteThatComesLateDoesNotUndoItsSuccessor() throws Exception {
        ZooKeeperConnection hand = referee.hand();
        String path = hand.layout().view();
        leader.writeView(3, state.epochVersion(), TestReferee.view(1, leader.self()));
        ZkSession late = hand.session();
        Op lateWrite = ZkSession.createOrSet(path, new byte[] {1}, late.stat(path));
        View successor = TestReferee.view(1, TestReferee.member("n9"));
        assertThat(leader.writeView(4, state.epochVersion(), successor)).isEqualTo(GuardedResult.OK);

        assertThatThrownBy(() -> late.multi(List.of(Op.check(hand.layout().epoch(), state.epochVersion()), lateWrite)))
                .isInstanceOf(KeeperException.BadVersionException.class);

        assertThat(leader.read(5).maybeView()).isEqualTo(successor);
    }

    @Test
    @Tag("F4")
    void withoutAConnectionRequestsAreUnknownAtOnce() throws Exception {
        referee.server().stop();
        leader.awaitSession(Event.Session.DISCONNECTED);

        assertThat(leader.check(3, state.epochVersion())).isEqualTo(GuardedResult.UNKNOWN);
        leader.adapter().execute(new Command.ReadCluster(4));
        assertThat(leader.done(4)).isEqualTo(GuardedResult.UNKNOWN);
    }

    private GuardedResult writeCeilings(long request, SortedMap<QueuePartition, Long> ceilings) {
        leader.adapter().execute(new Command.WriteCeilings(request, state.epochVersion(), ceilings));
        return leader.done(request);
    }

    private static SortedMap<QueuePartition, Long> ceilings(int partitions, long base) {
        SortedMap<QueuePartition, Long> ceilings = new TreeMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ceilings.put(new QueuePartition("webhooks", TOPIC, partition), base + partition);
        }
        return ceilings;
    }
}

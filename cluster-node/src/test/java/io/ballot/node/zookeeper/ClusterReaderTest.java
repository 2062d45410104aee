package io.ballot.node.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.ClusterState;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a command line finds (U3). */
@Tag("U3")
class ClusterReaderTest {

    private TestReferee referee;
    private ClusterReader reader;

    @BeforeEach
    void begin() throws Exception {
        referee = new TestReferee();
        reader = referee.closeLater(ClusterReader.open(referee.settings()));
    }

    @AfterEach
    void end() throws Exception {
        referee.close();
    }

    @Test
    void aClusterThatWasNeverStartedIsNotThere() throws Exception {
        assertThat(reader.read()).isEmpty();
        assertThat(reader.clusters()).isEmpty();
    }

    @Test
    void theWholeClusterIsReadWithItsDeadNodes() throws Exception {
        TestNode n1 = referee.node("n1");
        ClusterState state = n1.lead(1);
        n1.writeView(3, state.epochVersion(), TestReferee.view(1, n1.self()));
        TestNode n2 = referee.node("n2");
        n2.adapter().deregister();

        ClusterReader.Cluster cluster = reader.read().orElseThrow();

        assertThat(cluster.members()).containsExactly(n1.self());
        assertThat(cluster.known()).containsExactly(n1.known(), n2.known());
        assertThat(cluster.reign().leader()).isEqualTo("n1");
        assertThat(cluster.state().epoch()).isEqualTo(1);
        assertThat(cluster.state().maybeView()).isEqualTo(TestReferee.view(1, n1.self()));
        assertThat(cluster.candidates()).containsExactly(new NodeId("n1"));
        assertThat(cluster.members()).extracting(Member::pid).containsExactly(4711L);
        assertThat(reader.clusters()).containsExactly("demo");
    }
}

package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.standalone.NodeProcess;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The leader is killed in the middle of its work: another takes over, and every task is accounted for. */
@Tag("E1")
@Tag("E3")
@Tag("E5")
@Tag("E6")
@Tag("F3")
@Tag("D4")
@Tag("V6")
class LeaderKilledIT {

    private static final int TASKS = 1200;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void anotherNodeLeadsAndOnlyWhatTheKilledOneWasRunningIsChecked() throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, Map.of())) {
            cluster.processes().addNodes(3);
            cluster.awaitInSync("n1", "n2", "n3");
            cluster.awaitOwners(3);
            cluster.submit("t", TASKS, Script.taking(50));
            cluster.awaitEnds(TASKS / 10);
            String leader = cluster.leader();
            long epoch = cluster.view().orElseThrow().epoch();
            cluster.awaitRunningOn(leader);

            cluster.kill(leader);

            NodeProcess dead = cluster.processes().node(leader);
            Set<String> running = cluster.openOn(dead.pid());
            assertThat(cluster.lag()).as("backlog at the kill").isGreaterThan(TASKS / 4);
            assertThat(running).as("running at the kill").isNotEmpty();
            cluster.awaitAllCommitted();
            assertThat(cluster.view().orElseThrow().epoch()).isGreaterThan(epoch);
            Tally tally = cluster.tally();
            tally.assertNothingLostOrRepeated();
            assertThat(tally.startedAgain()).isEqualTo(running);
            assertThat(tally.checked())
                    .allSatisfy((id, startedBy) -> assertThat(startedBy)
                            .as("processes that had started %s before it was checked", id)
                            .isSubsetOf(Set.of(dead.pid())));
        }
    }
}

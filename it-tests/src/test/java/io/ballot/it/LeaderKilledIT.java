package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;

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
@Tag("D3")
@Tag("D4")
@Tag("V6")
class LeaderKilledIT {

    private static final int TASKS = 1200;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void anotherNodeLeadsAndOnlyWhatTheKilledOneWasRunningIsChecked() throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, Map.of())) {
            cluster.addNodes(3);
            String leader = cluster.leader();
            long epoch = cluster.view().orElseThrow().epoch();
            cluster.tasks().submit("t", TASKS, Script.taking(50));
            cluster.awaitEnds(TASKS / 10);

            Set<String> running = cluster.killAtWork(leader);

            long dead = cluster.node(leader).pid();
            assertThat(cluster.tasks().lag()).as("backlog at the kill").isGreaterThan(TASKS / 4);
            assertThat(running).as("running at the kill").isNotEmpty();
            cluster.awaitAllCommitted();
            assertThat(cluster.view().orElseThrow().epoch()).isGreaterThan(epoch);
            Tally tally = cluster.tasks().tally();
            tally.assertNothingLostOrRepeated();
            assertThat(tally.startedAgain()).isEqualTo(running);
            tally.assertCheckedOnlyWhatOnlyThisHadStarted(dead);
        }
    }
}

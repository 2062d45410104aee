package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A follower is killed in the middle of its work: the leader stays, and every task is accounted for. */
@Tag("F3")
@Tag("D4")
@Tag("V5")
@Tag("V6")
class FollowerKilledIT {

    private static final int TASKS = 900;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void theLeaderStaysAndOnlyWhatTheKilledOneWasRunningIsChecked() throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, Map.of())) {
            cluster.addNodes(3);
            String follower = cluster.follower();
            long epoch = cluster.view().orElseThrow().epoch();
            cluster.tasks().submit("t", TASKS, Script.taking(50));
            cluster.awaitEnds(TASKS / 10);

            Set<String> running = cluster.killAtWork(follower);

            long dead = cluster.node(follower).pid();
            assertThat(cluster.tasks().lag()).as("backlog at the kill").isGreaterThan(TASKS / 4);
            assertThat(running).as("running at the kill").isNotEmpty();
            cluster.awaitAllCommitted();
            assertThat(cluster.view().orElseThrow().epoch()).isEqualTo(epoch);
            Tally tally = cluster.tasks().tally();
            tally.assertNothingLostOrRepeated();
            assertThat(tally.startedAgain()).isEqualTo(running);
            tally.assertCheckedOnlyWhatOnlyThisHadStarted(dead);
        }
    }
}

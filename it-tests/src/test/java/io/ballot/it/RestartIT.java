package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The whole cluster is stopped and started: in order, and by SIGKILL of everything. */
@Tag("F5")
class RestartIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void stoppedInOrderWithABacklogEverythingIsKnownAgain() throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, Map.of("lease.ms", "60000"))) {
            cluster.addNodes(3);
            cluster.tasks().submit("t", 1600, Script.taking(50));
            cluster.awaitEnds(100);

            cluster.stopAll();
            long ended = cluster.tasks().count(Effect.Kind.END);
            assertThat(ended).as("executed before the stop").isLessThan(1600);
            cluster.startAgain();
            assertThat(cluster.view().orElseThrow().closed()).as("view closed").isTrue();
            cluster.addNodes(3);

            cluster.awaitAllCommitted();
            Tally tally = cluster.tasks().tally();
            tally.assertNothingLostOrRepeated();
            tally.assertNothingWasChecked();
            assertThat(cluster.counter("doubtsEver")).isZero();
            assertThat(cluster.counter("checks")).isZero();
        }
    }

    @Test
    void afterTheDeathOfAllOnlyUncommittedRecordsBelowTheCeilingAreDoubtful() throws Exception {
        Map<String, String> soon = Map.of("unclean.wait.ms", "2000", "zk.grace.ms", "7000");
        try (TestCluster cluster = TestCluster.start(directory, soon)) {
            cluster.addNodes(2);
            cluster.tasks().submit("t", 2000, Script.taking(20));
            cluster.awaitEnds(400);
            cluster.awaitRunningOn("n1");

            cluster.killAll();
            cluster.startAgain();
            Set<String> mayBeDoubtful = uncommittedBelowTheCeilings(cluster);
            assertThat(mayBeDoubtful).isNotEmpty();
            cluster.addNodes(2);
            cluster.tasks().submit("late", 200, Script.taking(5));

            cluster.awaitAllCommitted();
            Tally tally = cluster.tasks().tally();
            tally.assertNothingLostOrRepeated();
            assertThat(tally.checked().keySet()).isNotEmpty().isSubsetOf(mayBeDoubtful);
        }
    }

    private static Set<String> uncommittedBelowTheCeilings(TestCluster cluster) throws Exception {
        SortedMap<Integer, Long> ceilings = cluster.ceilings();
        SortedMap<Integer, Long> committed = cluster.tasks().committed();
        Set<String> below = new TreeSet<>();
        for (String id : cluster.tasks().ids()) {
            Map.Entry<Integer, Long> at = cluster.tasks().position(id);
            if (at.getValue() >= committed.get(at.getKey()) && at.getValue() < ceilings.get(at.getKey())) {
                below.add(id);
            }
        }
        return below;
    }
}

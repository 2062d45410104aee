package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.StoreRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The whole cluster is stopped and started: in order, and by SIGKILL of everything. */
@Tag("F5")
class RestartIT {

    private static final int TASK_MS = 20;

    /** What a node may have marked as running: what does run, and what starts within ten milliseconds (R13). */
    private static final int WINDOW = NodeJvm.CONCURRENCY + NodeJvm.CONCURRENCY * 10 / TASK_MS;

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
    void afterTheDeathOfAllNothingIsForgottenAndOnlyWhatRanIsChecked() throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, Map.of())) {
            cluster.addNodes(3);
            cluster.tasks().submit("t", 3000, Script.taking(TASK_MS));
            cluster.awaitEnds(600);
            cluster.awaitRunningOn("n1");
            List<StoreRef> inSync = cluster.view().orElseThrow().inSync();
            assertThat(inSync).hasSize(3);

            cluster.killAll();
            long ended = cluster.tasks().count(Effect.Kind.END);
            assertThat(ended).as("executed before the kill").isLessThan(3000);
            cluster.startAgain();
            cluster.addNodes(3);
            cluster.tasks().submit("late", 200, Script.taking(5));

            cluster.awaitAllCommitted();
            assertThat(cluster.view().orElseThrow().inSync())
                    .as("the same memories")
                    .containsExactlyInAnyOrderElementsOf(inSync);
            Tally tally = cluster.tasks().tally();
            System.out.println(
                    "  after the death of all: " + tally.inWords() + ", doubts " + cluster.counter("doubtsEver"));
            tally.assertNothingLostOrRepeated();
            assertThat(tally.checked()).as("checked").hasSizeLessThanOrEqualTo(3 * WINDOW);
            assertThat(cluster.counter("doubtsEver")).as("doubts").isLessThanOrEqualTo(3 * WINDOW);
        }
    }

    @Test
    void whereTheFilesAreGoneOnlyUncommittedRecordsBelowTheCeilingAreDoubtful() throws Exception {
        Map<String, String> soon = Map.of("unclean.wait.ms", "2000", "zk.grace.ms", "7000");
        try (TestCluster cluster = TestCluster.start(directory, soon)) {
            cluster.addNodes(2);
            cluster.tasks().submit("t", 2000, Script.taking(20));
            cluster.awaitEnds(400);
            cluster.awaitRunningOn("n1");

            cluster.killAll();
            deleteJournals();
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

    private void deleteJournals() throws IOException {
        List<Path> journals;
        try (Stream<Path> files = Files.walk(directory)) {
            journals = files.filter(file -> file.getFileName().toString().matches("journal-\\d+"))
                    .toList();
        }
        assertThat(journals).hasSize(2);
        for (Path journal : journals) {
            Files.delete(journal);
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

package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** One id in several records, in the same partition and in another's: it is executed once and every record is committed. */
@Tag("V2")
@Tag("V4")
@Tag("D2")
@Tag("D5")
class DuplicatesIT {

    private static final int IDS = 40;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void aTaskSubmittedAgainWhileItWaitsAndAfterItsCommitIsExecutedOnce() throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, Map.of("lease.ms", "60000"))) {
            cluster.addNodes(2);
            for (int i = 0; i < IDS; i++) {
                for (int copy = 0; copy < Tasks.PARTITIONS; copy++) {
                    cluster.tasks().submitTo((i + copy) % Tasks.PARTITIONS, "id-" + i, Script.taking(100));
                }
                cluster.tasks().submitTo(i % Tasks.PARTITIONS, "id-" + i, Script.taking(100));
            }
            cluster.kafka().flush();
            cluster.awaitAllCommitted();
            assertThat(cluster.tasks().count(Effect.Kind.START)).isEqualTo(IDS);

            for (int i = 0; i < IDS; i++) {
                cluster.tasks().submitTo((i + 1) % Tasks.PARTITIONS, "id-" + i, Script.taking(100));
            }
            cluster.kafka().flush();
            cluster.awaitAllCommitted();

            Tally tally = cluster.tasks().tally();
            tally.assertNothingLostOrRepeated();
            tally.assertNothingWasChecked();
            assertThat(cluster.tasks().count(Effect.Kind.START)).isEqualTo(IDS);
            assertThat(cluster.counter("executed")).isEqualTo(IDS);
            assertThat(cluster.counter("suppressed")).isEqualTo((long) IDS * (Tasks.PARTITIONS + 1));
        }
    }
}

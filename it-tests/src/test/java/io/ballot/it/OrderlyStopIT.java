package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Nodes leave a cluster at work in order, the leader first: what they held is given back, and no check is asked. */
@Tag("D4")
@Tag("D6")
@Tag("E7")
class OrderlyStopIT {

    /** A busy machine is not to end a lease: that would be a reason for a check. */
    private static final Map<String, String> LONG_LEASE = Map.of("lease.ms", "60000");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void theLeaderThenAFollowerLeaveAndNoCheckIsAsked() throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, LONG_LEASE)) {
            cluster.addNodes(3);
            String first = cluster.leader();
            cluster.feedUntilRunningOn(first);

            cluster.whileWorking(first + " leaves", () -> cluster.stopOrderly(first));

            cluster.feedUntil(
                    "another leads",
                    () -> !cluster.view().orElseThrow().leader().name().equals(first));
            cluster.whileWorking(first + " comes back", () -> cluster.addNode(first));
            cluster.awaitOwners(3);
            String second = cluster.follower();
            cluster.feedUntilRunningOn(second);

            cluster.whileWorking(second + " leaves", () -> cluster.stopOrderly(second));

            cluster.awaitOwners(2);
            cluster.awaitAllCommitted();
            Tally tally = cluster.tasks().tally();
            tally.assertNothingLostOrRepeated();
            tally.assertNothingWasChecked();
            assertThat(cluster.counter("checks")).isZero();
        }
    }
}

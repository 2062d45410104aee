package io.ballot.node.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as ZooKeeper, or one node, tells it: who there should be, not yet what each says of itself.
 *
 * @param epoch the latest one claimed
 * @param maybeClaimant who claimed it
 * @param maybeInSync names of the stored in-sync set; null if no view was ever stored
 * @param closed whether the cluster was stopped in order
 * @param nodes every node known or alive, by name
 * @param candidates who stands for election, first to come first; empty if not known
 */
record Facts(
        String cluster,
        long epoch,
        @Nullable String maybeClaimant,
        @Nullable List<String> maybeInSync,
        boolean closed,
        List<NodeFact> nodes,
        List<String> candidates) {

    /**
     * @param alive whether it has a member znode
     * @param pid -1 if not known
     * @param version empty if not known
     */
    record NodeFact(String id, boolean alive, String address, String admin, long pid, String version) {}
}

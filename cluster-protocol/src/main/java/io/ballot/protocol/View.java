package io.ballot.protocol;

import java.util.List;

/**
 * The configuration that the referee keeps (one znode): who leads, and who holds every answered grant.
 *
 * @param inSync ascending; after an orderly close, the stores that hold the final snapshot
 * @param hashSeed drawn by the first leader; task ids are hashed with it
 * @param closed the cluster was stopped in order: any of {@code inSync} starts clean (R3)
 */
public record View(
        long epoch,
        NodeId leader,
        List<StoreRef> inSync,
        FilterParams filter,
        Id128 hashSeed,
        Times times,
        boolean closed) {

    public View {
        inSync = List.copyOf(inSync).stream().sorted().toList();
    }

    public boolean holds(StoreRef store) {
        return inSync.contains(store);
    }

    public View with(long newEpoch, NodeId newLeader, List<StoreRef> newInSync, boolean nowClosed) {
        return new View(newEpoch, newLeader, newInSync, filter, hashSeed, times, nowClosed);
    }
}

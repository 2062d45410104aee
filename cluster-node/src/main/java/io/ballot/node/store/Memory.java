package io.ballot.node.store;

import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.StoreRef;
import java.util.List;

/**
 * A registry's memory as an orderly stop of a version without journal left it.
 *
 * @param store its identity: in-sync sets and closed views name it
 * @param starts the node's start count (as ZooKeeper remembers it) of the process that wrote it; a copy of the directory that
 *     was made earlier has an older one
 * @param parts a whole snapshot
 */
record Memory(StoreRef store, long starts, List<SnapshotPart> parts) {

    public Memory {
        parts = List.copyOf(parts);
    }
}

package io.ballot.fuzz;

import io.ballot.node.kafka.HeadersFuzz;
import io.ballot.node.store.JournalFuzz;
import io.ballot.node.store.SnapshotFileFuzz;
import io.ballot.node.transport.LinkFuzz;
import io.ballot.node.zookeeper.ZnodeFuzz;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All that is fuzzed. */
final class FuzzTargets {

    private static final Map<String, Supplier<FuzzTarget>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("envelope", WireTargets::envelopes);
        BY_NAME.put("greeting", WireTargets::greetings);
        BY_NAME.put("snapshot-part", WireTargets::snapshotParts);
        BY_NAME.put("link", LinkFuzz::new);
        BY_NAME.put("snapshot-file", SnapshotFileFuzz::new);
        BY_NAME.put("journal-block", WireTargets::journalBlocks);
        BY_NAME.put("journal", JournalFuzz::new);
        BY_NAME.put("znode", ZnodeFuzz::new);
        BY_NAME.put("commit-metadata", CommitMetadataTarget::new);
        BY_NAME.put("headers", HeadersFuzz::new);
    }

    static final List<String> NAMES = List.copyOf(BY_NAME.keySet());

    private FuzzTargets() {}

    /** @throws IllegalArgumentException when there is none of that name */
    static List<FuzzTarget> named(String name) {
        if (name.isEmpty()) {
            return BY_NAME.values().stream().map(Supplier::get).toList();
        }
        Supplier<FuzzTarget> supplier = BY_NAME.get(name);
        if (supplier == null) {
            throw new IllegalArgumentException("there is no target '" + name + "'; there are " + NAMES);
        }
        return List.of(supplier.get());
    }
}

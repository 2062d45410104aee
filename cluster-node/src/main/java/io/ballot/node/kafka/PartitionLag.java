package io.ballot.node.kafka;

import org.jspecify.annotations.Nullable;

/**
 * How far a queue's group is in one partition.
 *
 * @param committed next offset that the group reads, -1 if it has committed nothing
 * @param end next offset to be written, as a {@code read_committed} consumer sees it
 * @param lag records between the two, counted in offsets; without a commit, all that the partition holds
 * @param maybeOwner node that has the partition now; null if none has
 */
public record PartitionLag(
        String queue,
        String topic,
        int partition,
        long committed,
        long end,
        long lag,
        @Nullable String maybeOwner) {}

package io.ballot.core.registry;

import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.QueuePartition;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All partitions that were ever heard of, in order; none is ever forgotten, since its marks must not be. */
final class Partitions {

    private final TreeMap<QueuePartition, PartitionLine> lines = new TreeMap<>();
    private @Nullable PartitionLine maybeLast;

    /** The line of that partition, begun if need be. */
    PartitionLine line(QueuePartition partition) {
        PartitionLine last = maybeLast;
        if (last == null || !last.partition.equals(partition)) {
            last = lines.computeIfAbsent(partition, PartitionLine::new);
            maybeLast = last;
        }
        return last;
    }

    PartitionMarks marks(QueuePartition partition) {
        PartitionLine line = lines.get(partition);
        return line == null ? PartitionMarks.none(partition) : line.marks();
    }

    Collection<PartitionLine> inOrder() {
        return lines.values();
    }
}

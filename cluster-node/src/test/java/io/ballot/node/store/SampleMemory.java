package io.ballot.node.store;

import io.ballot.protocol.Claim;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.TaskIds;
import java.util.List;

/** A small memory with one part of each kind. */
final class SampleMemory {

    static final NodeId N1 = new NodeId("n1");

    private SampleMemory() {}

    static Memory memory() {
        return memory(1_000);
    }

    /** @param expectedTasks the filter's shape */
    static Memory memory(long expectedTasks) {
        QueuePartition partition = new QueuePartition("q", new Id128(1, 2), 0);
        TaskIds ids = TaskIds.of(new Id128(3, 4));
        Claim claim = new Claim(1, partition, new long[] {5}, ids, new byte[1]);
        Life holder = new Life(N1, new Id128(5, 6), new Id128(7, 8));
        return new Memory(
                new StoreRef(N1, new Id128(9, 10)),
                3,
                List.of(
                        new SnapshotPart.Meta(new FilterParams(expectedTasks, 0.001), 1, 2, 3),
                        new SnapshotPart.FilterBits(1, new int[] {4}, new long[] {6}),
                        new SnapshotPart.Ledger(
                                holder, claim, new long[] {1L << 40}, new byte[1], new byte[1], new byte[] {1}),
                        new SnapshotPart.Recents(ids, new byte[1]),
                        new SnapshotPart.Marks(List.of(PartitionMarks.none(partition))),
                        new SnapshotPart.End(5)));
    }
}

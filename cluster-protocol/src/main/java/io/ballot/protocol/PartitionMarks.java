package io.ballot.protocol;

/**
 * What the registry remembers of a partition beside its tasks. Offsets; -1 where there is none.
 *
 * @param highestClaimed highest offset ever claimed; never pruned or lowered
 * @param highestClaimedBefore the same as it stood when the current filter generation began: the horizon once that
 *     generation's predecessor is dropped
 * @param horizon records at or below it are doubtful, never new, since a dropped generation may have held them (R5)
 * @param floor records below it are doubtful after a start without memory (R4); exclusive
 * @param committed the group's committed offset as last reported; exclusive
 */
public record PartitionMarks(
        QueuePartition partition,
        long highestClaimed,
        long highestClaimedBefore,
        long horizon,
        long floor,
        long committed) {

    public static PartitionMarks none(QueuePartition partition) {
        return new PartitionMarks(partition, -1, -1, -1, -1, -1);
    }
}

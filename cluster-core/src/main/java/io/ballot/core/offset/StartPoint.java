package io.ballot.core.offset;

import io.ballot.protocol.Id128;

/**
 * Where consumption of a partition that came begins, by what Kafka keeps for the group.
 *
 * <p>Kafka keeps a group's offsets by the topic's <em>name</em>. Where a topic is deleted and created again, an offset of the
 * old one may stand for the new one: a node that has not noticed yet commits by the name, and brokers forget the offsets of
 * a deleted topic some time later, if at all. To begin there would pass over records that nobody has seen. So an offset
 * counts only if its text names the topic at hand, or no topic at all: a person's word, or a tool's. Else the partition
 * begins at the beginning, where the worst is a record that is voted on a second time.
 *
 * @param point where it begins, with the finished records above; offset -1 for nothing committed
 * @param committedBy the seed of the cluster of that name which committed it, {@link Id128#NONE} where nobody tells
 * @param isOfAnotherTopic whether an offset is there that does not count, since it is of another topic of that name
 */
public record StartPoint(CommitPoint point, Id128 committedBy, boolean isOfAnotherTopic) {

    /** Where a partition begins that nothing is committed of. */
    public static final StartPoint NOTHING_COMMITTED = new StartPoint(CommitPoint.at(-1), Id128.NONE, false);

    /**
     * @param committed the group's offset, -1 for none
     * @param metadata the text beside it
     * @param cluster the cluster's name
     * @param topicId of the topic that has the name now
     */
    public static StartPoint of(long committed, String metadata, String cluster, Id128 topicId) {
        if (committed < 0) {
            return NOTHING_COMMITTED;
        }
        Id128 by = CommitMetadata.seed(metadata, cluster);
        return belongsToAnother(metadata, topicId)
                ? new StartPoint(CommitPoint.at(-1), by, true)
                : new StartPoint(CommitMetadata.decode(metadata, committed, cluster, topicId), by, false);
    }

    /**
     * Whether what Kafka keeps by a topic's name is of this topic: its text says so, or says nothing and the topic has the
     * name. Another one may have it by now, and somebody, who cannot tell the topic, have set its offset.
     *
     * @param metadata the text beside the offset
     * @param topicId of the topic that is asked for
     * @param hasTheName whether no other topic had taken the name when the offset was read
     */
    public static boolean counts(String metadata, Id128 topicId, boolean hasTheName) {
        return CommitMetadata.topicId(metadata).equals(Id128.NONE) ? hasTheName : !belongsToAnother(metadata, topicId);
    }

    /** Whether the text beside an offset names another topic than the one that has the name now. */
    public static boolean belongsToAnother(String metadata, Id128 topicId) {
        Id128 of = CommitMetadata.topicId(metadata);
        return !of.equals(Id128.NONE) && !of.equals(topicId);
    }
}

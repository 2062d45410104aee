package io.ballot.protocol;

/**
 * One partition of a queue's topic.
 *
 * @param topicId Kafka's id of the topic: a topic that was deleted and created again is another one
 */
public record QueuePartition(String queue, Id128 topicId, int partition) implements Comparable<QueuePartition> {

    @Override
    public int compareTo(QueuePartition other) {
        int byQueue = queue.compareTo(other.queue);
        if (byQueue != 0) {
            return byQueue;
        }
        int byPartition = Integer.compare(partition, other.partition);
        return byPartition != 0 ? byPartition : topicId.compareTo(other.topicId);
    }

    @Override
    public String toString() {
        return queue + "/" + partition;
    }
}

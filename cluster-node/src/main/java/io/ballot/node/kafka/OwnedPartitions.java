package io.ballot.node.kafka;

import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that the machine was told it has, and so the only ones that a commit may name.
 *
 * <p>Kafka checks the member and its generation, not whether the partition is the member's: a late commit for a partition
 * that has moved within a cooperative rebalance would be taken, and would put the new owner's commits back (C2). Used by the
 * poll thread only.
 */
final class OwnedPartitions {

    /** One owned partition and the lowest offset that may be polled next. */
    static final class Owned {
        final QueuePartition partition;
        long next;

        Owned(QueuePartition partition, long next) {
            this.partition = partition;
            this.next = next;
        }
    }

    private final Map<TopicPartition, Owned> owned = new LinkedHashMap<>();

    Owned add(TopicPartition at, QueuePartition partition, long committed) {
        Owned added = new Owned(partition, committed);
        owned.put(at, added);
        return added;
    }

    @Nullable
    Owned get(TopicPartition at) {
        return owned.get(at);
    }

    /** Where Kafka has it, null if it is not owned, or under another topic id. */
    @Nullable
    TopicPartition find(String topic, QueuePartition partition) {
        TopicPartition at = new TopicPartition(topic, partition.partition());
        Owned found = owned.get(at);
        return found != null && found.partition.equals(partition) ? at : null;
    }

    /** Those of {@code partitions} that are owned. */
    List<QueuePartition> namesOf(Collection<TopicPartition> partitions) {
        List<QueuePartition> names = new ArrayList<>();
        for (TopicPartition at : partitions) {
            Owned found = owned.get(at);
            if (found != null) {
                names.add(found.partition);
            }
        }
        return names;
    }

    void removeAll(Collection<TopicPartition> partitions) {
        partitions.forEach(owned::remove);
    }

    List<TopicPartition> all() {
        return List.copyOf(owned.keySet());
    }
}

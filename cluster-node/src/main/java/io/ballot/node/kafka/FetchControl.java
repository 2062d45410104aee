package io.ballot.node.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions are fetched. One is paused while any reason stands: the whole queue is paused, the machine has enough of
 * this partition, or the machine does not know yet that it has come. Used by the poll thread only.
 */
final class FetchControl {

    /** In a row, before it is taken for a bug. */
    private static final int MOVES_MAX = 100;

    private boolean fetching;
    private final Set<TopicPartition> heldBack = new HashSet<>();
    private final Set<TopicPartition> notAnnounced =
            new TreeSet<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
    private boolean changed = true;

    /** Whether anything of the queue is fetched. */
    void fetch(boolean on) {
        changed |= fetching != on;
        fetching = on;
    }

    void holdBack(TopicPartition partition) {
        changed |= heldBack.add(partition);
    }

    void release(TopicPartition partition) {
        changed |= heldBack.remove(partition);
    }

    /** These came: nothing is fetched of them before {@link #announced}. Holding back from an earlier time has ended. */
    void came(Collection<TopicPartition> partitions) {
        partitions.forEach(heldBack::remove);
        notAnnounced.addAll(partitions);
        changed = true;
    }

    void announced(TopicPartition partition) {
        changed |= notAnnounced.remove(partition);
    }

    boolean isAnnounced(TopicPartition partition) {
        return !notAnnounced.contains(partition);
    }

    /** Those that came and were not announced, ascending. */
    Set<TopicPartition> notAnnounced() {
        return new LinkedHashSet<>(notAnnounced);
    }

    void went(Collection<TopicPartition> partitions) {
        partitions.forEach(heldBack::remove);
        partitions.forEach(notAnnounced::remove);
    }

    /**
     * Tells the consumer, if something has changed. Under the consumer protocol the client's own thread takes partitions away
     * between the look at the assignment and the word; then it is looked at again, so that nothing is polled of what is to be
     * paused.
     */
    void apply(Consumer<?, ?> consumer) {
        for (int moves = 0; changed; moves++) {
            try {
                tell(consumer);
                changed = false;
            } catch (IllegalStateException e) {
                if (moves == MOVES_MAX) {
                    throw e;
                }
            }
        }
    }

    private void tell(Consumer<?, ?> consumer) {
        List<TopicPartition> paused = new ArrayList<>();
        List<TopicPartition> fetched = new ArrayList<>();
        for (TopicPartition partition : consumer.assignment()) {
            boolean pause = !fetching || heldBack.contains(partition) || notAnnounced.contains(partition);
            (pause ? paused : fetched).add(partition);
        }
        consumer.pause(paused);
        consumer.resume(fetched);
    }
}

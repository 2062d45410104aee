package io.ballot.node.zookeeper;

import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ceilings of up to {@value #PARTITIONS} partitions of one topic: one znode (R4).
 *
 * <p>An offset takes at most 19 digits and a comma, so a chunk stays below 4,096 × 20 + 200 bytes ≈ 80 KiB: far below
 * 256 KiB, and several fit into one transaction.
 *
 * @param topic Kafka's id of the topic; a topic that was created again has znodes of its own
 * @param first the partition of the first offset
 * @param offsets one for each partition from {@code first} on; null where the partition has no ceiling
 */
record CeilingChunk(String queue, Id128 topic, int first, List<@Nullable Long> offsets) {

    CeilingChunk {
        if (first < 0 || first > Integer.MAX_VALUE - offsets.size()) {
            throw new IllegalArgumentException("no partitions from " + first + " on, " + offsets.size() + " of them");
        }
    }

    static final int PARTITIONS = 4_096;

    private static final Pattern NAME = Pattern.compile("(.+)-([0-9a-f]{32})-([0-9]+)");

    /** All chunks of {@code ceilings}, by znode name. */
    static SortedMap<String, CeilingChunk> split(SortedMap<QueuePartition, Long> ceilings) {
        SortedMap<String, CeilingChunk> chunks = new TreeMap<>();
        ceilings.forEach((partition, offset) -> {
            int chunk = partition.partition() / PARTITIONS;
            CeilingChunk held = chunks.computeIfAbsent(
                    partition.queue() + "-" + partition.topicId() + "-" + chunk,
                    name -> new CeilingChunk(
                            partition.queue(), partition.topicId(), chunk * PARTITIONS, new ArrayList<>()));
            int index = partition.partition() - held.first;
            while (held.offsets.size() <= index) {
                held.offsets.add(null);
            }
            held.offsets.set(index, offset);
        });
        return chunks;
    }

    /** The queue that a znode of this name belongs to, or null where the name is not one of ours. */
    static @Nullable String maybeQueueOf(String znode) {
        Matcher matcher = NAME.matcher(znode);
        return matcher.matches() ? matcher.group(1) : null;
    }

    void addTo(SortedMap<QueuePartition, Long> ceilings) {
        for (int i = 0; i < offsets.size(); i++) {
            Long offset = offsets.get(i);
            if (offset != null) {
                ceilings.put(new QueuePartition(queue, topic, first + i), offset);
            }
        }
    }
}

package io.ballot.node.record;

import io.ballot.protocol.QueuePartition;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The polled records that somebody may still need, by partition and offset.
 *
 * <p>Thread-safe: a poll thread puts, the driver and the executing threads get, the driver forgets. Each partition has its
 * own lock, taken once a batch.
 *
 * <p>Every record that was put is to be forgotten once. A partition that was lost and came back is polled again from its
 * committed offset, while the driver may still be about to forget the same offsets of the first time: so a record that is
 * put twice is held twice, and stays until it was forgotten twice.
 *
 * <p>Bounded by who polls: the machine pauses a partition at {@code prefetchMax} records that it has not yet given up.
 */
public final class RecordStore {

    private final ConcurrentMap<QueuePartition, HeldRecords> partitions = new ConcurrentHashMap<>();

    /** Holds these records of one partition; the later one of two with the same offset is the one that is found. */
    public void put(QueuePartition partition, List<TaskRecord> records) {
        HeldRecords held = partitions.computeIfAbsent(partition, p -> new HeldRecords());
        synchronized (held) {
            for (TaskRecord record : records) {
                held.put(record);
            }
        }
    }

    public @Nullable TaskRecord get(QueuePartition partition, long offset) {
        HeldRecords held = partitions.get(partition);
        if (held == null) {
            return null;
        }
        synchronized (held) {
            return held.get(offset);
        }
    }

    /** The records at {@code offsets}, in that order, null where one is not held. */
    public @Nullable TaskRecord[] getAll(QueuePartition partition, long[] offsets) {
        @Nullable TaskRecord[] found = new TaskRecord[offsets.length];
        HeldRecords held = partitions.get(partition);
        if (held == null) {
            return found;
        }
        synchronized (held) {
            for (int i = 0; i < offsets.length; i++) {
                found[i] = held.get(offsets[i]);
            }
        }
        return found;
    }

    /** Lets go of these records, each as often as it is named; those that are not held are passed over. */
    public void forget(QueuePartition partition, long[] offsets) {
        HeldRecords held = partitions.get(partition);
        if (held == null) {
            return;
        }
        synchronized (held) {
            for (long offset : offsets) {
                held.forget(offset);
            }
        }
    }

    /** Lets go of everything of the partition, however often it was put. */
    public void clear(QueuePartition partition) {
        HeldRecords held = partitions.get(partition);
        if (held != null) {
            synchronized (held) {
                held.clear();
            }
        }
    }

    /** Records held now, over all partitions. */
    public int size() {
        int size = 0;
        for (HeldRecords held : partitions.values()) {
            synchronized (held) {
                size += held.size();
            }
        }
        return size;
    }
}

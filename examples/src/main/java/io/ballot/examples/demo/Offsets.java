package io.ballot.examples.demo;

import java.util.Map;

/**
 * How far Kafka says that the queue is.
 *
 * @param ends by partition, where the next record would go
 * @param committed by partition, of the queue's consumer group; 0 where it has none
 */
record Offsets(Map<Integer, Long> ends, Map<Integer, Long> committed) {

    long records() {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    long committedRecords() {
        return committed.values().stream().mapToLong(Long::longValue).sum();
    }

    long recordsNotCommitted() {
        return records() - committedRecords();
    }

    boolean isAllCommitted() {
        return committed.equals(ends);
    }

    boolean isCommitted(int partition, long offset) {
        return offset < committed.getOrDefault(partition, 0L);
    }
}

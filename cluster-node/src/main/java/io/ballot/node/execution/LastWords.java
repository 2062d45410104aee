package io.ballot.node.execution;

import io.ballot.node.record.TaskRecord;
import io.ballot.protocol.QueuePartition;
import io.ballot.worker.TaskResult;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the latest attempts left to say: why they failed, which the dead letter carries, and what they gave back.
 *
 * <p>Bounded: 10,000 reasons of at most 1,000 characters and 1,000 results of at most 16 KiB; the oldest go first. Most tasks
 * say nothing and cost nothing here.
 */
final class LastWords {

    private static final int FAILURES_MAX = 10_000;
    private static final int FAILURE_CHARS_MAX = 1_000;
    private static final int RESULTS_MAX = 1_000;
    private static final int RESULT_BYTES_MAX = 16 * 1024;

    private record Place(QueuePartition partition, long offset) {}

    private final Map<Place, String> failures = bounded(FAILURES_MAX);
    private final Map<Place, byte[]> results = bounded(RESULTS_MAX);

    void failure(TaskRecord record, String words) {
        String kept = words.length() <= FAILURE_CHARS_MAX ? words : words.substring(0, FAILURE_CHARS_MAX) + "…";
        synchronized (failures) {
            failures.put(new Place(record.partition(), record.offset()), kept);
        }
    }

    void result(TaskRecord record, TaskResult result) {
        byte[] value = result.value();
        if (value.length == 0) {
            return;
        }
        byte[] kept = value.length <= RESULT_BYTES_MAX ? value : Arrays.copyOf(value, RESULT_BYTES_MAX);
        synchronized (results) {
            results.put(new Place(record.partition(), record.offset()), kept);
        }
    }

    @Nullable
    String maybeFailure(QueuePartition partition, long offset) {
        synchronized (failures) {
            return failures.get(new Place(partition, offset));
        }
    }

    byte @Nullable [] maybeResult(QueuePartition partition, long offset) {
        synchronized (results) {
            return results.get(new Place(partition, offset));
        }
    }

    private static <V> Map<Place, V> bounded(int max) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Place, V> eldest) {
                return size() > max;
            }
        };
    }
}

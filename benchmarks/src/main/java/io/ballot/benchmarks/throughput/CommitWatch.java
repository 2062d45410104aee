package io.ballot.benchmarks.throughput;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** Watches a group from outside, as the broker has it: the same yardstick for everybody. */
final class CommitWatch implements AutoCloseable {

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Admin admin;

    CommitWatch(String bootstrap) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    /**
     * Follows the group until everything is committed.
     *
     * @param whenWarm run once, at the sample that {@link Pace#first} takes
     * @throws IOException when a subject dies, or nothing is committed for a minute
     */
    Pace follow(String group, long total, List<Subject> subjects, Runnable whenWarm)
            throws IOException, InterruptedException {
        Pace pace = new Pace(total);
        long committed = -1;
        long movedNanos = System.nanoTime();
        boolean warm = false;
        while (!pace.isDone()) {
            long now = System.nanoTime();
            long seen = committed(group);
            pace.sample(System.nanoTime(), seen);
            if (!warm && pace.isWarm()) {
                warm = true;
                whenWarm.run();
            }
            if (seen != committed) {
                committed = seen;
                movedNanos = now;
            } else if (now - movedNanos > STUCK_NANOS) {
                throw new IOException(group + " is stuck at " + committed + " of " + total);
            }
            if (!subjects.stream().allMatch(Subject::isAlive)) {
                throw new IOException("a measured process of " + group + " died");
            }
            LockSupport.parkNanos(this, EVERY_NANOS);
        }
        return pace;
    }

    private long committed(String group) throws IOException, InterruptedException {
        try {
            Map<?, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(30, TimeUnit.SECONDS);
            return offsets.values().stream()
                    .mapToLong(offset -> offset == null ? 0 : offset.offset())
                    .sum();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the broker does not say what " + group + " committed", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}

package io.ballot.benchmarks.throughput;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * The measure of all: poll, look at each payload, commit. At-least-once, and nothing else. Runs as a process of its own until
 * its standard input ends.
 *
 * <p>{@code interval} commits without waiting, as Ballot does, only every 100 ms instead of 500: the pace is measured between
 * commits, and all is over in a few seconds. {@code poll} waits for a commit after each poll, which is how most such loops
 * are written.
 */
public final class BareConsumer {

    private static final long COMMIT_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private BareConsumer() {}

    /** @param args bootstrap servers, group, {@code interval} or {@code poll} */
    public static void main(String[] args) {
        AtomicBoolean ended = new AtomicBoolean();
        Subject.onInputEnd(() -> ended.set(true));
        Map<String, Object> settings = new HashMap<>(ClientSettings.all());
        settings.put("bootstrap.servers", args[0]);
        settings.put("group.id", args[1]);
        boolean everyPoll = args[2].equals("poll");
        long tasks = 0;
        long bytes = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            consumer.subscribe(List.of(Backlog.TOPIC));
            long committedNanos = System.nanoTime();
            while (!ended.get()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
                for (ConsumerRecord<byte[], byte[]> task : records) {
                    bytes += task.value().length;
                    tasks++;
                }
                long now = System.nanoTime();
                if (everyPoll) {
                    consumer.commitSync();
                } else if (now - committedNanos >= COMMIT_INTERVAL_NANOS) {
                    committedNanos = now;
                    consumer.commitAsync();
                }
            }
        }
        if (bytes != tasks * Backlog.PAYLOAD_BYTES) {
            throw new IllegalStateException(tasks + " tasks had " + bytes + " bytes");
        }
        System.out.println(new Subject.Tally(tasks, 0).line());
    }
}

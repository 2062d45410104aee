package io.ballot.chaos.rival;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A poll loop: what one poll brings goes to eight workers, and when all of it is done the loop goes on. It commits after each
 * poll, or when so much time has passed and whenever partitions are taken away.
 */
final class BareConsumer {

    private static final int WORKERS = 8;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Handling handling;
    private final long commitMs;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    private long committedNs = System.nanoTime();

    private BareConsumer(Source source, Handling handling, long commitMs) {
        this.consumer =
                new KafkaConsumer<>(source.settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.handling = handling;
        this.commitMs = commitMs;
        consumer.subscribe(List.of(source.topic()), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                commit();
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                System.out.println("READY");
            }
        });
    }

    /** Returns how it is stopped. */
    static Runnable start(Source source, Handling handling, long commitMs) {
        BareConsumer bare = new BareConsumer(source, handling, commitMs);
        Thread loop = new Thread(bare::loop, "poll");
        loop.start();
        return () -> {
            bare.consumer.wakeup();
            try {
                loop.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private void loop() {
        try {
            while (true) {
                List<CompletableFuture<Void>> running = new ArrayList<>();
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record ->
                                running.add(CompletableFuture.runAsync(() -> handling.handle(record), workers)));
                running.forEach(CompletableFuture::join);
                if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - committedNs) >= commitMs) {
                    commit();
                }
            }
        } catch (WakeupException stopped) {
            commit();
            consumer.close();
            workers.shutdown();
        }
    }

    private void commit() {
        try {
            consumer.commitSync();
            committedNs = System.nanoTime();
        } catch (WakeupException stopping) {
            consumer.commitSync();
            throw stopping;
        } catch (KafkaException refused) {
            // The partitions have moved: whoever has them now begins at the last commit.
            System.err.println("commit refused: " + refused.getMessage());
        }
    }
}

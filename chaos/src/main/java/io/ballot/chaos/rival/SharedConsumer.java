package io.ballot.chaos.rival;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A member of a share group: the broker hands each record to one member, under a lock of 30 s, until it is acknowledged. */
final class SharedConsumer {

    private static final int WORKERS = 8;

    private SharedConsumer() {}

    static Runnable start(Source source, Handling handling) throws InterruptedException, ExecutionException {
        configure(source);
        KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(
                Map.of(
                        "bootstrap.servers", source.bootstrap(),
                        "group.id", source.group(),
                        "max.poll.records", Source.AT_ONCE),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(source.topic()));
        Thread loop = new Thread(() -> loop(consumer, handling), "poll");
        loop.start();
        System.out.println("READY");
        return () -> {
            consumer.wakeup();
            try {
                loop.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** A share group begins at the end and reads what is not committed, unless it is told otherwise. */
    private static void configure(Source source) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", source.bootstrap()))) {
            List<AlterConfigOp> settings = List.of(
                    new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), OpType.SET),
                    new AlterConfigOp(new ConfigEntry("share.isolation.level", "read_committed"), OpType.SET));
            ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, source.group());
            admin.incrementalAlterConfigs(Map.of(group, settings)).all().get();
        }
    }

    /** Acknowledges a poll's records by the next poll, as is the default. */
    private static void loop(KafkaShareConsumer<byte[], byte[]> consumer, Handling handling) {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        boolean running = true;
        while (running) {
            try {
                List<CompletableFuture<Void>> handled = new ArrayList<>();
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record ->
                                handled.add(CompletableFuture.runAsync(() -> handling.handle(record), workers)));
                handled.forEach(CompletableFuture::join);
                consumer.commitSync();
            } catch (WakeupException stopped) {
                running = false;
            } catch (KafkaException trouble) {
                // The broker gives the records to somebody else when their lock is over.
                System.err.println("poll or acknowledgement failed: " + trouble.getMessage());
            }
        }
        consumer.close();
        workers.shutdown();
    }
}

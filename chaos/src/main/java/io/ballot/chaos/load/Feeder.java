package io.ballot.chaos.load;

import io.ballot.chaos.effect.EffectStore;
import io.ballot.chaos.effect.Script;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Keeps a backlog: as long as it runs, tasks wait. Some tasks it sends again under their id, at another offset.
 *
 * <p>The producer is idempotent and patient, so a record is sent once or known as not acknowledged; of those nothing is
 * demanded.
 */
public final class Feeder implements AutoCloseable {

    private static final int BACKLOG = 400;
    private static final int AT_ONCE = 50;
    private static final long LOOK_MS = 50;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final EffectStore store;
    private final Plan plan;
    private final List<Submitted> submitted = new ArrayList<>();
    private final PriorityQueue<Again> again = new PriorityQueue<>((a, b) -> Long.compare(a.dueMs(), b.dueMs()));
    private final Thread thread = new Thread(this::feed, "feeder");
    private int life;
    private int ids;
    private final AtomicInteger gone = new AtomicInteger();
    private boolean feeding = true;
    private boolean closed;

    private record Again(long dueMs, String task, Script script) {}

    public Feeder(String bootstrap, String topic, EffectStore store, long seed) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 5, "max.block.ms", 5_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.topic = topic;
        this.store = store;
        this.plan = new Plan(seed);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void feed() {
        try {
            while (step()) {
                Thread.sleep(LOOK_MS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean step() {
        if (closed) {
            return false;
        }
        if (!feeding) {
            return true;
        }
        int room = Math.min(AT_ONCE, BACKLOG - (ids - gone.get() - store.executedTasks()));
        for (int task = 0; task < room; task++) {
            String id = plan.nextId();
            Script script = plan.script();
            ids++;
            send(id, script);
            if (plan.isSentAgain()) {
                again.add(new Again(EffectStore.nowMs() + plan.againAfterMs(), id, script));
            }
        }
        sendAgain(EffectStore.nowMs());
        return true;
    }

    private void sendAgain(long untilMs) {
        for (Again due = again.peek(); due != null && due.dueMs() <= untilMs; due = again.peek()) {
            again.remove();
            send(due.task(), due.script());
        }
    }

    private void send(String id, Script script) {
        int partition = plan.partition();
        int itsLife = life;
        long nowMs = EffectStore.nowMs();
        ProducerRecord<byte[], byte[]> record = record(topic, partition, id, script);
        producer.send(record, (metadata, failed) -> {
            long offset = failed == null ? metadata.offset() : -1;
            if (failed != null) {
                gone.incrementAndGet();
            }
            synchronized (submitted) {
                submitted.add(new Submitted(id, itsLife, partition, offset, nowMs, false));
            }
        });
    }

    /** A task as a record. */
    public static ProducerRecord<byte[], byte[]> record(String topic, int partition, String id, Script script) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, partition, null, script.payload().getBytes(StandardCharsets.UTF_8));
        record.headers().add("task-id", id.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    /** Sends nothing more until {@link #resume()}; returns when everything sent is acknowledged or given up. */
    public void pause() {
        synchronized (this) {
            feeding = false;
        }
        producer.flush();
    }

    public synchronized void resume() {
        feeding = true;
    }

    /** Sends what was still to be sent again, and then nothing more. */
    public void finish() {
        synchronized (this) {
            feeding = false;
            sendAgain(Long.MAX_VALUE);
        }
        producer.flush();
    }

    /** The topic was created anew: what was sent and not executed went with the old one. */
    public synchronized void nextLife() {
        life++;
        again.clear();
        gone.set(ids - store.executedTasks());
    }

    public synchronized int life() {
        return life;
    }

    /** Somebody else has sent a record to the topic. */
    public void add(Submitted other) {
        synchronized (submitted) {
            submitted.add(other);
        }
    }

    public List<Submitted> submitted() {
        synchronized (submitted) {
            return List.copyOf(submitted);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        producer.close(java.time.Duration.ofSeconds(2));
    }
}

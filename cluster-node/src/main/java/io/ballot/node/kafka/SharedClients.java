package io.ballot.node.kafka;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's Kafka clients that are no queue's own. Whoever uses one asks for it each time: it is replaced when it would stand
 * still ({@link ClockWatch}). Thread-safe.
 *
 * <p>Who was given one just before that may find it closed: a call fails then as it does when no broker answers.
 */
final class SharedClients implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SharedClients.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** For those that were replaced: what a broker has not answered within that is told as failed. */
    private static final Duration REPLACED_TIMEOUT = Duration.ofSeconds(1);

    private final KafkaSettings settings;
    private volatile Both current;
    private boolean closed;

    private record Both(Admin admin, Producer<byte[], byte[]> producer) {

        static Both open(KafkaSettings settings) {
            Admin admin = Admin.create(ClientConfigs.admin(settings));
            try {
                return new Both(admin, new KafkaProducer<>(ClientConfigs.producer(settings)));
            } catch (KafkaException e) {
                admin.close(Duration.ZERO);
                throw e;
            }
        }

        void close(Duration timeout) {
            try {
                producer.close(timeout);
                admin.close(timeout);
            } catch (KafkaException e) {
                // Nothing more can be done for it, and what it had under way was answered.
                log.warn("a Kafka client did not close in order: {}", Causes.message(e));
            }
        }
    }

    /** @throws KafkaException if they cannot be opened as configured; brokers that do not answer are no matter */
    SharedClients(KafkaSettings settings) {
        this.settings = settings;
        this.current = Both.open(settings);
    }

    Admin admin() {
        return current.admin;
    }

    /** The side topics'. */
    Producer<byte[], byte[]> producer() {
        return current.producer;
    }

    /**
     * Opens new ones, which whoever asks gets from now on.
     *
     * @return closes the old ones; waits a moment for what is under way in them
     * @throws KafkaException if they cannot be opened, as when names of brokers are not resolved; all stays as it was
     */
    synchronized Runnable replace() {
        if (closed) {
            return () -> {};
        }
        Both old = current;
        current = Both.open(settings);
        return () -> old.close(REPLACED_TIMEOUT);
    }

    /** Waits some seconds at most for what is under way. */
    @Override
    public synchronized void close() {
        closed = true;
        current.close(CLOSE_TIMEOUT);
    }
}

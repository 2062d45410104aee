package io.ballot.worker;

import java.time.Instant;
import java.util.Map;

/**
 * One task, as it was submitted. All attempts see the same.
 *
 * <p>Implemented by Ballot, and by tests of workers; accessors may be added with a default.
 *
 * @param <T> see {@link TaskWorker}
 */
public interface Task<T> {

    /**
     * The id under which the task was submitted; {@code TOPIC/PARTITION/OFFSET} for one without an id of its own. The key to
     * make an effect idempotent with.
     */
    String id();

    /** Name of the queue. */
    String queue();

    /** The record's value, read by the queue's codec. */
    T payload();

    /** The record's headers as UTF-8 text, in their order; of several with one name, the last. Not modifiable. */
    Map<String, String> headers();

    /** Kafka topic of the record. */
    String topic();

    /** Partition of the record. */
    int partition();

    /** Offset of the record. */
    long offset();

    /** The record's timestamp, as the producer or the broker set it. */
    Instant timestamp();
}

package io.ballot.node.kafka;

/**
 * Names of the record headers that Ballot reads and writes. Records are a contract with submitters and with older nodes, so
 * these never change.
 */
public final class Headers {

    /** The submitter's id of the task; empty counts as absent. */
    public static final String TASK_ID = "task-id";
    /** CloudEvents: the event's id, unique within its source. */
    public static final String CE_ID = "ce_id";

    public static final String CE_SOURCE = "ce_source";
    /** How often the task was put back to its topic, decimal; absent is 0. */
    public static final String ROUND = "ballot-round";
    /** A replay namespace: the same ids in another namespace are other tasks. */
    public static final String REPLAY = "ballot-replay";
    /** Id of the topic in which a task without an id of its own stood first; goes with a TASK_ID made from its position. */
    public static final String RECORD = "ballot-record";

    /** TOPIC/PARTITION/OFFSET that a parked or dead-lettered record was copied from. */
    public static final String ORIGIN = "ballot-origin";
    /** Why it was parked or dead-lettered, in words. */
    public static final String REASON = "ballot-reason";
    /** Attempts made, decimal. */
    public static final String ATTEMPTS = "ballot-attempts";
    /** When it was put aside, RFC 3339 in UTC. */
    public static final String TIME = "ballot-time";
    /** On a record without value in a side topic: the offset, in this partition, of a record that a person dealt with. */
    public static final String HANDLED = "ballot-handled";

    private Headers() {}
}

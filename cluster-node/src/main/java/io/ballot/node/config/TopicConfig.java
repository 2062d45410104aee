package io.ballot.node.config;

/**
 * The Kafka topics of a queue and whether this node may create them.
 *
 * @param name the topic with the tasks; a topic that exists is never changed
 * @param create whether it is created when it does not exist; otherwise its absence is an error
 * @param partitions of the topics created, 1 or more
 * @param replication of the topics created; -1 leaves it to the broker
 * @param createDeadLetter whether the topic for dead letters is created when it does not exist
 * @param createParked whether the topic for parked tasks is created when it does not exist
 */
public record TopicConfig(
        String name,
        boolean create,
        int partitions,
        short replication,
        boolean createDeadLetter,
        boolean createParked) {

    static final String TOPIC = "topic";
    static final String CREATE = "topic.create";
    static final String PARTITIONS = "topic.partitions";
    static final String REPLICATION = "topic.replication";
    static final String DLQ_CREATE = "dlq.create";
    static final String PARKED_CREATE = "parked.create";

    static void define(Definition keys, String prefix, String queue) {
        keys.group("Topics of a queue")
                .computed(
                        prefix + TOPIC,
                        queue,
                        Form.TOPIC,
                        "The topic with the tasks. Dead letters go to TOPIC.dlq, tasks that wait for a person to"
                                + " TOPIC.parked.")
                .flag(
                        prefix + CREATE,
                        false,
                        "Whether the topic is created when it does not exist. Without it a missing topic is an error,"
                                + " so that a misspelt name is noticed.")
                .integer(prefix + PARTITIONS, 8, 1, 100_000, "Partitions of a topic that is created.")
                .integer(
                        prefix + REPLICATION,
                        -1,
                        -1,
                        100,
                        "Replicas of a topic that is created; -1 leaves it to the broker.")
                .flag(prefix + DLQ_CREATE, true, "Whether TOPIC.dlq is created when it does not exist.")
                .flag(prefix + PARKED_CREATE, true, "Whether TOPIC.parked is created when it does not exist.");
    }

    static TopicConfig from(Values values, String prefix, String queue) {
        return new TopicConfig(
                values.maybeText(prefix + TOPIC).orElse(queue),
                values.flag(prefix + CREATE),
                values.integer(prefix + PARTITIONS),
                (short) values.integer(prefix + REPLICATION),
                values.flag(prefix + DLQ_CREATE),
                values.flag(prefix + PARKED_CREATE));
    }
}

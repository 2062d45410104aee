package io.ballot.core.sim;

/** Everything that goes wrong in a simulated run. Which of them do is drawn for each seed (swarm). */
enum FaultKind {
    MESSAGE_LOST,
    MESSAGE_DUPLICATED,
    MESSAGE_SLOW,
    MESSAGE_OVERTAKEN,
    /** One direction of one link. */
    LINK_CUT,
    /** All links of a node, in both directions. */
    NODE_CUT_OFF,
    NODE_CRASHED,
    LEADER_CRASHED,
    EVERYBODY_CRASHED,
    /** A crashed node comes back with a new memory. */
    RESTARTED_EMPTY,
    STOPPED_IN_ORDER,
    EVERYBODY_STOPPED_IN_ORDER,
    /** A node that left in order comes back with the memory that it put on file. */
    RESTARTED_WITH_MEMORY,
    ZOOKEEPER_UNREACHABLE,
    ZOOKEEPER_SESSION_EXPIRED,
    ZOOKEEPER_AWAY,
    /** A write that was applied, its answer lost. */
    ZOOKEEPER_ANSWER_LOST,
    /** A write that was not applied, and nobody said so. */
    ZOOKEEPER_REQUEST_LOST,
    PARTITIONS_MOVED,
    PARTITIONS_LOST,
    KAFKA_UNREACHABLE,
    COMMIT_REFUSED,
    COMMIT_FAILED,
    COMMIT_ANSWER_LOST,
    SIDE_RECORD_FAILED,
    TASK_FAILED,
    TASK_FAILED_FOR_GOOD,
    TASK_SLOW,
    INTERRUPT_IGNORED,
    CHECK_UNKNOWN,
    CHECK_FAILED,
    DUPLICATE_SUBMITTED
}

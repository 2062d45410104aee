package io.ballot.core.sim;

/** Everything that goes wrong in a simulated run. Which of them do is drawn for each seed (swarm). */
enum FaultKind {
    MESSAGE_LOST,
    MESSAGE_DUPLICATED,
    MESSAGE_SLOW,
    MESSAGE_OVERTAKEN,
    /** One direction of one link. */
    LINK_CUT,
    /** One direction of one link stands still; then all that was sent meanwhile arrives at once. */
    LINK_JAMMED,
    /** All links of a node, in both directions. */
    NODE_CUT_OFF,
    /** Two parts that do not reach each other; one may lose ZooKeeper as well, some time later. */
    NETWORK_SPLIT,
    NODE_CRASHED,
    LEADER_CRASHED,
    EVERYBODY_CRASHED,
    /** SIGSTOP, and SIGCONT after a while: every timer has run out then, and tasks go on where they were. */
    PROCESS_PAUSED,
    /** A clock faster or slower than the view's bound allows: only what assumes no clock still holds. */
    CLOCK_BEYOND_BOUND,
    /** A node comes back without its disk, with a new memory. */
    RESTARTED_EMPTY,
    STOPPED_IN_ORDER,
    EVERYBODY_STOPPED_IN_ORDER,
    /** A node comes back with the memory that its journal tells. */
    RESTARTED_WITH_MEMORY,
    /** The disk takes nothing for a while. */
    DISK_FULL,
    ZOOKEEPER_UNREACHABLE,
    ZOOKEEPER_SESSION_EXPIRED,
    ZOOKEEPER_AWAY,
    /** A write that was applied, its answer lost. */
    ZOOKEEPER_ANSWER_LOST,
    /** A write that was not applied, and nobody said so. */
    ZOOKEEPER_REQUEST_LOST,
    /** A read that is served by a server that lags. */
    ZOOKEEPER_STALE_READ,
    PARTITIONS_MOVED,
    PARTITIONS_LOST,
    /** A group's committed offset is set back. */
    OFFSETS_RESET,
    KAFKA_UNREACHABLE,
    COMMIT_REFUSED,
    COMMIT_FAILED,
    COMMIT_ANSWER_LOST,
    SIDE_RECORD_FAILED,
    TASK_FAILED,
    TASK_FAILED_FOR_GOOD,
    TASK_SLOW,
    /** Longer than a lease. */
    TASK_VERY_SLOW,
    INTERRUPT_IGNORED,
    CHECK_UNKNOWN,
    CHECK_FAILED,
    /** A check that says the opposite of what is so. */
    CHECK_LIES,
    /** A check that never comes back. */
    CHECK_SILENT,
    DUPLICATE_SUBMITTED,
    /** Twice in a row, so that one poll brings both. */
    TWIN_SUBMITTED,
    /** A process that dies has its links closed by its kernel, which refuses its address; else its machine lost power. */
    KERNEL_CLOSES_LINKS,
    /** The links of a process that lives are reset, and its address refuses for a while. */
    LINKS_RESET,
    /** A topic is deleted and created again, which nobody notices for a while. */
    TOPIC_RECREATED,
    /** An offset of a topic that is gone is committed by its name, which another one has by now. */
    COMMIT_FOR_THE_TOPIC_BEFORE,
    /** What waits for a link that stands still has a bound; what is sent beyond it is dropped. */
    QUEUE_FULL
}

package io.ballot.node.execution;

/** Why a running attempt was told to stop. */
enum StopReason {
    /** The core asked for it. */
    CANCELLED("cancelled"),
    /** The node's lease is over. */
    LEASE_OVER("the lease is over"),
    /** {@code queue.NAME.timeout.ms} has passed: the only one that is the task's own failure. */
    TIMEOUT("timeout"),
    /** The node is stopping. */
    CLOSED("the node is stopping"),
    /** Its process ended without a word on how. */
    LOST("its process was killed");

    private final String words;

    StopReason(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}

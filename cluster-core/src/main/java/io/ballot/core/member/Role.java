package io.ballot.core.member;

import io.ballot.core.Arrows;
import java.util.EnumSet;

/** What a node is in its cluster, and the moves that are legal. */
public enum Role {
    /** Consumes nothing; looks for a leader to join, or stands for election. */
    OBSERVER,
    /** Has promised a leader's epoch and exchanges memory with it. */
    SYNCING,
    /** In the stored in-sync set; consumes. */
    FOLLOWER,
    /** Was a follower; the leader has been silent for {@code cutoff.ms}: nothing new starts. */
    SUSPENDED,
    /** Nominated; reads and claims the epoch. */
    CANDIDATE,
    /** Has the epoch; gathers what the others know before it votes. */
    GATHERING,
    /** Votes; consumes like a follower. */
    LEADER;

    static final Arrows.Table<Role> MOVES = Arrows.Table.of(Role.class)
            .from(OBSERVER, EnumSet.of(SYNCING, CANDIDATE))
            .from(SYNCING, EnumSet.of(FOLLOWER, OBSERVER))
            .from(FOLLOWER, EnumSet.of(SUSPENDED, OBSERVER))
            .from(SUSPENDED, EnumSet.of(FOLLOWER, OBSERVER))
            .from(CANDIDATE, EnumSet.of(GATHERING, OBSERVER))
            .from(GATHERING, EnumSet.of(LEADER, OBSERVER))
            .from(LEADER, EnumSet.of(OBSERVER));

    public boolean mayBecome(Role next) {
        return MOVES.allows(this, next);
    }

    /** Whether a node in this role takes records from Kafka and starts tasks. */
    public boolean consumes() {
        return this == FOLLOWER || this == LEADER;
    }

    public boolean leads() {
        return this == GATHERING || this == LEADER;
    }
}

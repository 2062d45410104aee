package io.ballot.core.member;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

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

    private static final Map<Role, Set<Role>> MOVES = new EnumMap<>(Map.of(
            OBSERVER, EnumSet.of(SYNCING, CANDIDATE),
            SYNCING, EnumSet.of(FOLLOWER, OBSERVER),
            FOLLOWER, EnumSet.of(SUSPENDED, OBSERVER),
            SUSPENDED, EnumSet.of(FOLLOWER, OBSERVER),
            CANDIDATE, EnumSet.of(GATHERING, OBSERVER),
            GATHERING, EnumSet.of(LEADER, OBSERVER),
            LEADER, EnumSet.of(OBSERVER)));

    public boolean mayBecome(Role next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether a node in this role takes records from Kafka and starts tasks. */
    public boolean consumes() {
        return this == FOLLOWER || this == LEADER;
    }

    public boolean leads() {
        return this == GATHERING || this == LEADER;
    }
}

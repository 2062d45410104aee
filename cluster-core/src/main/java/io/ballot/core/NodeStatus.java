package io.ballot.core;

import io.ballot.core.member.Role;
import io.ballot.core.registry.GenerationStats;
import io.ballot.core.vote.LeaderStatus;
import io.ballot.core.work.WorkStatus;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.View;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of itself and its cluster at one moment, for people: never decided on.
 *
 * @param epoch the highest epoch promised
 * @param maybeLeader whoever leads it, as far as this node was told
 * @param leaseLeftMs until this node must stop its tasks; not positive without a lease
 * @param filter its generations, oldest first
 * @param maybeReign set on the leader
 */
public record NodeStatus(
        Role role,
        long epoch,
        @Nullable NodeId maybeLeader,
        @Nullable View maybeView,
        long leaseLeftMs,
        long appliedSeq,
        boolean zooKeeperConnected,
        List<Member> members,
        SortedSet<NodeId> known,
        int ledgerTasks,
        List<GenerationStats> filter,
        WorkStatus work,
        @Nullable LeaderStatus maybeReign) {}

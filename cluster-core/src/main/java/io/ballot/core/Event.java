package io.ballot.core;

import io.ballot.protocol.Envelope;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Everything that can happen to a node, as its adapters tell it. The driver gives each to {@link NodeMachine#on} with the
 * time of the node's monotonic clock.
 *
 * <p>Requests carry a number; the answer names it. An answer may come late or, from ZooKeeper and Kafka, tell of a failure.
 */
public sealed interface Event {

    /** Time has passed; comes at least every 100 ms. */
    record Tick() implements Event {}

    // ---- peers

    record Received(Envelope envelope) implements Event {}

    /**
     * The last link with that process was ended by the other side's operating system (its kernel closes what a dead process
     * had open). A hint, not a proof; a process that is stopped or cut off closes nothing.
     */
    record LinkLost(Life life) implements Event {}

    /** What came of calling an address. */
    enum ProbeResult {
        /** Its operating system says that nobody listens there. */
        REFUSED,
        /** Proves nothing: a process that is stopped, or another one, accepts as well. */
        ACCEPTED,
        NO_ANSWER
    }

    /** Answers {@link Command.ProbeAddress}. */
    record AddressProbed(Life life, ProbeResult result) implements Event {}

    // ---- ZooKeeper

    enum Session {
        CONNECTED,
        /** The connection is lost, the session may live. */
        DISCONNECTED,
        /** The session is gone, with it the member znode and the nomination. */
        EXPIRED
    }

    record SessionChanged(Session session) implements Event {}

    /**
     * The member znodes that exist now, and all nodes ever known and not forgotten.
     *
     * @param known names from the persistent znodes
     */
    record MembersChanged(List<Member> members, SortedSet<NodeId> known) implements Event {}

    /** This node's own election znode is the first (or no longer). */
    record Nominated(boolean nominated) implements Event {}

    record ClusterRead(long request, ClusterState state) implements Event {}

    /**
     * The epoch write went through; {@code state} was read after it, in the same session (R3).
     *
     * @param epoch the epoch that is now this node's
     */
    record EpochClaimed(long request, long epoch, ClusterState state) implements Event {}

    enum GuardedResult {
        OK,
        /** Another epoch stands: the guard refused. */
        FENCED,
        /** Not known whether the write happened, or not tried: connection lost. */
        UNKNOWN
    }

    /** A guarded write or check ended; also a ClaimEpoch that was refused or failed, and a read that failed. */
    record GuardedDone(long request, GuardedResult result) implements Event {}

    // ---- Kafka

    /**
     * A partition came to this node.
     *
     * @param committed the group's committed offset (next to read), -1 for none
     * @param hintedOffsets offsets above it that the commit metadata names as finished, ascending
     * @param hintedPrints fingerprint of the id of each (see {@link io.ballot.core.offset.CommitPoint})
     * @param committedBy seed of the cluster of this name that committed it; NONE where that is not known
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Assigned(
            QueuePartition partition, long committed, long[] hintedOffsets, int[] hintedPrints, Id128 committedBy) {}

    record PartitionsAssigned(List<Assigned> partitions) implements Event {}

    /** Kafka takes these back and waits (bounded) for {@link Command.RevokeDone} with the same number. */
    record PartitionsRevoked(long revoke, List<QueuePartition> partitions) implements Event {}

    /** These are gone already: nothing may be committed for them (R11). */
    record PartitionsLost(List<QueuePartition> partitions) implements Event {}

    /** Records of one partition from one poll. Arrays as in {@link io.ballot.protocol.Claim}. */
    @SuppressWarnings("ArrayRecordComponent")
    record Polled(QueuePartition partition, long[] offsets, TaskIds ids, byte[] flags) implements Event {}

    enum CommitResult {
        OK,
        /** The group has moved the partitions: this commit can never succeed (C2). */
        REFUSED,
        /** Worth another try: broker unreachable, rebalance in progress. */
        FAILED
    }

    record CommitDone(long request, CommitResult result) implements Event {}

    /** The groups' committed offsets as asked for; partitions without one are absent. */
    record CommittedRead(long request, SortedMap<QueuePartition, Long> offsets) implements Event {}

    /** Log ends (the next offset to be written) as asked for. */
    record EndsRead(long request, SortedMap<QueuePartition, Long> ends) implements Event {}

    /**
     * How many records lie before the consumers of one queue that they have not fetched yet, by partition; one event for each
     * queue that {@link Command.ReadLag} asked about. None comes while Kafka does not answer.
     */
    record LagRead(long request, SortedMap<QueuePartition, Long> behind) implements Event {}

    /** A request to Kafka failed; ask again later. */
    record KafkaFailed(long request) implements Event {}

    /** Consumption is off: the consumers have left their groups. */
    record ConsumptionStopped() implements Event {}

    // ---- execution

    /** How an attempt, or a hand-over that never became one, ended. */
    enum Ending {
        SUCCESS,
        FAILED,
        /** Failed for good: no further attempt. */
        PERMANENT,
        /** Cancelled; the handler or process group has ended without an outcome. */
        STOPPED,
        /** Cancelled before the handler was entered. */
        NOT_STARTED
    }

    @SuppressWarnings("ArrayRecordComponent")
    record TasksEnded(QueuePartition partition, long claimNo, long[] offsets, Ending[] endings) implements Event {}

    /** What the queue's check says of a doubtful task (D3). */
    enum CheckWord {
        EXECUTED,
        NOT_EXECUTED,
        UNKNOWN,
        /** The check itself failed; it is tried again a few times. */
        ERROR
    }

    record CheckAnswered(QueuePartition partition, long claimNo, long offset, CheckWord word) implements Event {}

    /** A dead letter or a parked record was acknowledged by Kafka (acks=all), or could not be written. */
    record SideRecordWritten(QueuePartition partition, long claimNo, long offset, boolean ok) implements Event {}

    // ---- the process

    /** Drain and leave; {@link Command.Stopped} follows. A second one cuts the drain short. */
    record StopAsked() implements Event {}

    /** All that was given with {@link Command.Journal} up to that number survives this process. */
    record Journaled(long upTo) implements Event {}

    /**
     * The journal takes nothing more: what was given to it after the last {@link Journaled} is not on file, nor will be.
     *
     * @param reason for people: what, where
     */
    record JournalFailed(String reason) implements Event {}
}

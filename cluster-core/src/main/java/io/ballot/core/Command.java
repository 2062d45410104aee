package io.ballot.core;

import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.View;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Everything a node's machine can ask of its adapters. Commands are carried out in the order given. */
public sealed interface Command {

    // ---- peers

    /**
     * Send to a peer's current process, connecting when needed; dropped where that cannot be done. Never to oneself.
     *
     * @param epoch goes into the envelope
     */
    record Send(NodeId to, long epoch, Message message) implements Command {}

    /**
     * Does anybody listen at the address of that process? Answered with {@link Event.AddressProbed} within a second, unless its
     * member znode no longer names it.
     */
    record ProbeAddress(Life life) implements Command {}

    // ---- ZooKeeper

    /** Take part in the election (join the queue of election znodes), or leave it. */
    record Stand(boolean stand) implements Command {}

    record ReadCluster(long request) implements Command {}

    /**
     * {@code multi[check own election znode, set the epoch's znode if its version is expectedVersion]}, then read all in the
     * same session. Answered with EpochClaimed or GuardedDone.
     */
    record ClaimEpoch(long request, int expectedVersion, long epoch) implements Command {}

    /** {@code multi[check epoch version, write view]}. */
    record WriteView(long request, int epochVersion, View view) implements Command {}

    /** {@code multi[check epoch version, write ceilings]}; the map holds all partitions of each queue that it names. */
    record WriteCeilings(long request, int epochVersion, SortedMap<QueuePartition, Long> ceilings) implements Command {}

    /** Does the epoch's znode still have this version? */
    record CheckEpoch(long request, int epochVersion) implements Command {}

    // ---- Kafka

    /** Whether this node is in its consumer groups, and fetches. */
    enum Consumption {
        /** Not in the groups (left in order). */
        OFF,
        /** In the groups, polling, nothing fetched. */
        PAUSED,
        ON
    }

    /** The seed that task ids are hashed with; given once, before the first {@link Consume}. */
    record HashSeed(Id128 seed) implements Command {}

    record Consume(Consumption consumption) implements Command {}

    /** Stop or resume fetching single partitions (back-pressure), while {@link Consumption#ON}. */
    record PausePartitions(List<QueuePartition> partitions) implements Command {}

    record ResumePartitions(List<QueuePartition> partitions) implements Command {}

    /** @param metadata opaque text for the commit, see {@link io.ballot.core.offset.CommitPoint} */
    record CommitOffset(QueuePartition partition, long offset, String metadata) {}

    record Commit(long request, List<CommitOffset> offsets) implements Command {}

    /** The partitions of that revocation may go; commits that were asked for before it are to be carried out first. */
    record RevokeDone(long revoke) implements Command {}

    /**
     * Take that node's consumers out of the consumer groups, so that others get its partitions at once. If it lives after all,
     * it loses its partitions and joins again.
     */
    record RemoveFromGroups(NodeId node) implements Command {}

    /** Offsets of these very topics: what another topic has committed that was created by a topic's name is none of them. */
    record ReadCommitted(long request, List<QueuePartition> partitions) implements Command {}

    /** How much is there that was not fetched, of partitions that are assigned here? Answered with {@link Event.LagRead}. */
    record ReadLag(long request, List<QueuePartition> partitions) implements Command {}

    record ReadEnds(long request, List<QueuePartition> partitions) implements Command {}

    /** The payloads of these records are not needed any more. */
    @SuppressWarnings("ArrayRecordComponent")
    record Forget(QueuePartition partition, long[] offsets) implements Command {}

    // ---- execution

    /** Nothing is to be started at or after this time of the node's monotonic clock (milliseconds); only ever sent to change it. */
    record LeaseUntil(long untilMs) implements Command {}

    /** Whether tasks that were handed over may be started: not while the node is suspended or without a leader (F1). */
    record AllowStarts(boolean allowed) implements Command {}

    /** Marked tasks, to be started as workers are free, in this order. */
    @SuppressWarnings("ArrayRecordComponent")
    record Start(QueuePartition partition, long claimNo, long[] offsets, TaskIds ids, long[] tokens, int[] attempts)
            implements Command {}

    /** Interrupt these (or do not start them): each is answered with TasksEnded, whatever its end turns out to be. */
    @SuppressWarnings("ArrayRecordComponent")
    record Cancel(QueuePartition partition, long claimNo, long[] offsets) implements Command {}

    record RunCheck(QueuePartition partition, long claimNo, long offset, Id128 id, int attempt, DoubtCause cause)
            implements Command {}

    enum SideTopic {
        PARKED,
        DEAD_LETTER
    }

    /** Write the record to the queue's parked or dead-letter topic. @param reason for the header, in words */
    record WriteSide(
            SideTopic topic, QueuePartition partition, long claimNo, long offset, Id128 id, int attempts, String reason)
            implements Command {}

    // ---- the process

    /**
     * Append this to the journal, in the order of the numbers; {@link Event.Journaled} follows. What waits for that number is
     * not done before.
     *
     * @param number growing by one within the process, from 1
     */
    record Journal(long number, JournalRecord change) implements Command {}

    /** One change worth a log line, an event in {@code cluster.sh events}, an info line. */
    record Note(Level level, String kind, String text) implements Command {}

    enum Level {
        INFO,
        WARN,
        ERROR
    }

    /** The machine has ended in order. */
    record Stopped() implements Command {}

    /** The machine cannot go on (R12). */
    record Halt(String reason, @Nullable Throwable maybeCause) implements Command {}
}

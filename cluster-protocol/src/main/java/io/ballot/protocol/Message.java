package io.ballot.protocol;

import java.util.List;

/**
 * What nodes say to each other once the handshake has passed. Each travels in an {@link Envelope}.
 *
 * <p>A message may be lost, delayed or repeated; what must arrive is sent again until it is answered. Arrays are parallel:
 * one element a task.
 */
public sealed interface Message {

    /** Observer to leader: let me join. Answered with {@link Promise}. */
    record Join() implements Message {}

    /**
     * Leader (or gathering claimant) of the envelope's epoch: promise it, and give me what you know.
     *
     * @param known where the asker's own memory stands: of a member that stands in the same order only what comes after it
     *     is wanted, a {@link SnapshotPart.Tail}; {@link Position#NONE} to be given everything
     */
    record Promise(Position known) implements Message {}

    /**
     * The envelope's epoch is promised; the state of the sender's memory follows as a {@link Snapshot} transfer.
     *
     * @param unanswered ids that the sender, while it led, took for new and never answered anybody about: its filter has
     *     them, and nobody runs them for that
     */
    record Promised(Id128 store, TaskIds unanswered) implements Message {}

    /**
     * One part of a transfer of memory, from a member that gives or from the leader that pushes.
     *
     * @param transfer number of the transfer, growing within the sender's life
     * @param index of the part, from 0
     * @param seq leader's sequence that the pushed snapshot stands at; 0 from a giver
     */
    record Snapshot(long transfer, int index, long seq, SnapshotPart part) implements Message {}

    /** All parts below {@code next} of that transfer arrived; flow control of {@link Snapshot}. */
    record SnapshotAck(long transfer, int next) implements Message {}

    /** The pushed snapshot of that transfer is applied whole. */
    record Synced(long transfer) implements Message {}

    /** Leader to all it serves: the view as stored. */
    record ViewChanged(View view) implements Message {}

    /** One claim and how many of its tasks, from its beginning, would start at once (R13). */
    record VoteRequest(Claim claim, int startNow) {}

    /** Node to leader: may I run these? */
    record Vote(List<VoteRequest> requests) implements Message {}

    /**
     * Node to leader: settle these (waiting or doubtful) tasks of a claim.
     *
     * @param checked 1 where the queue's check has said that the task was not executed, else 0
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Resolve(Claim claim, byte[] checked) implements Message {}

    /**
     * Leader to node: answers for some tasks of one claim.
     *
     * @param offsets the tasks, by record
     * @param kinds {@link VerdictKind} codes
     * @param tokens of grants, else {@link Token#NONE}
     * @param attempts of grants, else 0
     * @param details as {@link VerdictKind} says, else 0
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Verdict(
            long claimNo,
            QueuePartition partition,
            long[] offsets,
            byte[] kinds,
            long[] tokens,
            byte[] attempts,
            byte[] details)
            implements Message {}

    /**
     * Leader to member and joiner.
     *
     * @param firstSeq sequence of the first entry; the others follow by one
     * @param confirmed everything up to this sequence is known to be acknowledged by the receiver, bits included
     */
    record Replicate(long firstSeq, long confirmed, List<Entry> entries) implements Message {}

    /** Fresh tasks of the grants entry at {@code seq} that the acknowledging peer had already. */
    @SuppressWarnings("ArrayRecordComponent")
    record Had(long seq, int[] tasks) {}

    /** All entries up to {@code seq} are applied; with what was already had among those not yet confirmed. */
    record Ack(long seq, List<Had> had) implements Message {}

    /** What a {@link Report} says of its tasks. The wire carries the ordinal. */
    enum ReportKind {
        /** I want to start them. */
        MARK,
        /** Given up, never started under this token (or claim, where no token is known); the claim is closed for them. */
        RELEASED,
        /** Interrupted, the handler has ended, no outcome. */
        STOPPED,
        /** Ended with {@link Report#outcomes}. */
        EXECUTED
    }

    /**
     * Progress of tasks of one claim.
     *
     * @param reportNo growing within the life; names the report in its answer
     * @param tokens {@link Token#NONE} where the claim was never answered
     * @param outcomes {@link Outcome} codes, for EXECUTED; {@link Outcome#FAILED} for RELEASED where the next attempt is what is
     *     given up; else {@link Outcome#NONE}
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Report(
            long reportNo,
            ReportKind kind,
            long claimNo,
            QueuePartition partition,
            long[] offsets,
            TaskIds ids,
            long[] tokens,
            byte[] outcomes) {}

    /** Node to leader; sent again until each report is answered. */
    record Progress(List<Report> reports) implements Message {}

    /**
     * Leader to node, once the report is replicated.
     *
     * @param refused indexes of tasks for which the report did not count (another token is current)
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Reported(long reportNo, int[] refused) implements Message {}

    /** A group's committed offset (the next to read). */
    record CommittedOffset(QueuePartition partition, long offset) {}

    /** Node to leader: what it committed or has seen committed. Repeated at every new leader; needs no answer. */
    record Committed(List<CommittedOffset> offsets) implements Message {}

    /** Leader to peers: do you prepare, run or hold these? */
    record EvidenceAsk(long round, TaskIds ids) implements Message {}

    /** A peer's word on one task (D1), from the weakest to the strongest. The wire carries the ordinal. */
    enum EvidenceKind {
        /** Not me; claims opened before this answer are refused from now on. */
        NO,
        PREPARING,
        RUNNING,
        /** Ran here; see the outcome. */
        EXECUTED
    }

    /** @param answers {@link EvidenceKind} ordinals in the order asked. @param outcomes codes, where EXECUTED */
    @SuppressWarnings("ArrayRecordComponent")
    record Evidence(long round, byte[] answers, byte[] outcomes) implements Message {}

    /** Leader to waiting nodes: something changed for these; ask again now. Hastens only. */
    record OutcomeNotice(TaskIds ids) implements Message {}

    /**
     * Node to leader, each {@code heartbeat.ms}.
     *
     * @param number growing within the life; the answer names it
     * @param appliedSeq highest entry applied, for a member
     * @param owned partitions that the node consumes (E7)
     */
    record Heartbeat(long number, long appliedSeq, List<QueuePartition> owned) implements Message {}

    /**
     * Leader to node: the heartbeat of that number is answered, with proof later than its sending (R9).
     *
     * @param inSync whether the stored view holds the receiver's store
     * @param seq the leader's last sequence when it answered
     * @param zkAgeMs age of the leader's last answer from ZooKeeper: a nominee does not claim against a leader that has it
     */
    record Lease(long number, boolean inSync, long seq, long zkAgeMs) implements Message {}

    /** Leader to in-sync members: do you still follow this epoch? */
    record Probe(long round) implements Message {}

    record ProbeAck(long round) implements Message {}

    /**
     * Member to member, of a leader whose address refuses the sender: have you lost it too? Nothing is promised by it.
     *
     * @param round growing within the life; the answer names it
     */
    record PreVote(long round, Life leader) implements Message {}

    /** @param hears whether the sender of this still hears that leader, or leads itself */
    record PreVoted(long round, boolean hears) implements Message {}

    /** The sender has promised a higher epoch, the envelope's. */
    record Fenced() implements Message {}

    /** The sender leaves in order; its life is over, nothing runs on it any more. */
    record Goodbye(String reason) implements Message {}
}

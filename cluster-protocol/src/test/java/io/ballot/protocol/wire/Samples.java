package io.ballot.protocol.wire;

import io.ballot.protocol.Claim;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.Position;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.Times;
import io.ballot.protocol.Token;
import io.ballot.protocol.VerdictKind;
import io.ballot.protocol.View;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One envelope for each kind of message, entry and snapshot part, by the name of its golden file. Values never change. */
final class Samples {

    static final NodeId N1 = new NodeId("n1");
    static final Life LIFE = new Life(N1, new Id128(0x0102030405060708L, 0x090a0b0c0d0e0f10L), new Id128(-1, 1));
    static final QueuePartition PARTITION = new QueuePartition("mails", new Id128(0xABCDL << 48, 42), 7);
    static final TaskIds IDS = TaskIds.of(new Id128(1, -1), new Id128(Long.MIN_VALUE, 2), new Id128(-3, 3));
    static final long[] TOKENS = {Token.of(5, 100), Token.NONE, Token.of(5, 101)};
    static final byte[] ATTEMPTS = {1, 2, -1};
    static final byte[] OUTCOMES = {
        Outcome.SUCCESS.code(), Outcome.NONE.code(), Outcome.DROPPED_BY_PERSON.code(),
    };
    static final Claim CLAIM =
            new Claim(9, PARTITION, new long[] {1000, 1001, 5_000_000_000L}, IDS, new byte[] {0, 1, 3});
    static final FilterParams FILTER = new FilterParams(10_000_000, 1e-6);

    private Samples() {}

    static Map<String, Envelope> all() {
        Map<String, Envelope> all = new TreeMap<>();
        for (Message message : messages()) {
            all.put(message.getClass().getSimpleName(), envelope(message));
        }
        for (SnapshotPart part : parts()) {
            String name = "Snapshot-" + part.getClass().getSimpleName();
            all.put(name, envelope(new Message.Snapshot(3, 1, 77, part)));
        }
        for (Entry entry : entries()) {
            String name = "Replicate-" + entry.getClass().getSimpleName();
            all.put(name, envelope(new Message.Replicate(78, 70, List.of(entry))));
        }
        return all;
    }

    static Envelope envelope(Message message) {
        return new Envelope("demo", 0, 5, LIFE, message);
    }

    static List<Message> messages() {
        return List.of(
                new Message.Join(),
                new Message.Promise(Position.NONE),
                new Message.Promise(new Position(4, 80)),
                new Message.Promised(new Id128(8, 9), TaskIds.EMPTY),
                new Message.Promised(new Id128(8, 9), TaskIds.of(new Id128(1, 2), new Id128(3, 4))),
                new Message.Snapshot(3, 2, 77, new SnapshotPart.End(2)),
                new Message.SnapshotAck(3, 2),
                new Message.Synced(3),
                new Message.ViewChanged(view()),
                new Message.Vote(List.of(new Message.VoteRequest(CLAIM, 2))),
                new Message.Resolve(CLAIM, new byte[] {0, 1, 0}),
                verdict(),
                new Message.Replicate(78, 70, entries()),
                new Message.Ack(80, List.of(new Message.Had(79, new int[] {0, 2, 300}))),
                new Message.Progress(List.of(report())),
                new Message.Reported(12, new int[] {1, 2}),
                new Message.Committed(List.of(new Message.CommittedOffset(PARTITION, 1002))),
                new Message.EvidenceAsk(4, IDS),
                new Message.Evidence(4, new byte[] {0, 2, 3}, new byte[] {0, 0, Outcome.FAILED.code()}),
                new Message.OutcomeNotice(IDS),
                new Message.Heartbeat(33, 80, List.of(PARTITION)),
                new Message.Lease(33, true, 81, 1500),
                new Message.Probe(6),
                new Message.ProbeAck(6),
                new Message.PreVote(4, LIFE),
                new Message.PreVoted(4, true),
                new Message.Fenced(),
                new Message.Goodbye("stopped in order"));
    }

    static List<SnapshotPart> parts() {
        return List.of(
                new SnapshotPart.Meta(FILTER, 3, 123_456, Token.of(5, 101)),
                new SnapshotPart.FilterBits(3, new int[] {0, 5, 70_000}, new long[] {1, -1, Long.MIN_VALUE}),
                new SnapshotPart.Ledger(LIFE, CLAIM, TOKENS, states(), OUTCOMES, ATTEMPTS),
                new SnapshotPart.Recents(IDS, OUTCOMES),
                new SnapshotPart.Marks(
                        List.of(PartitionMarks.none(PARTITION), new PartitionMarks(PARTITION, 1, 2, 3, 4, 5))),
                new SnapshotPart.Tail(new Position(4, 80), entries()),
                new SnapshotPart.End(5));
    }

    static List<Entry> entries() {
        byte running = TaskState.RUNNING.code();
        return List.of(
                new Entry.Grants(LIFE, CLAIM, TOKENS, new byte[] {0, running, running}, ATTEMPTS, new byte[] {1, 0, 1}),
                new Entry.Changes(IDS, TOKENS, states(), OUTCOMES),
                new Entry.Committed(PARTITION, 1002),
                new Entry.Rotate(4),
                new Entry.Bits(new SnapshotPart.FilterBits(2, new int[] {17}, new long[] {4096})),
                new Entry.Outcomes(new SnapshotPart.Recents(IDS, OUTCOMES)));
    }

    private static Message.Verdict verdict() {
        return new Message.Verdict(
                9,
                PARTITION,
                new long[] {1000, 1001, 5_000_000_000L, 2},
                new byte[] {
                    VerdictKind.GRANT_RUNNING.code(),
                    VerdictKind.DONE.code(),
                    VerdictKind.DOUBT.code(),
                    VerdictKind.BUSY.code()
                },
                new long[] {Token.of(5, 100), 0, 0, 0},
                new byte[] {1, 0, 0, 0},
                new byte[] {0, Outcome.PARKED.code(), DoubtCause.HINT.code(), 0});
    }

    private static Message.Report report() {
        return new Message.Report(
                12, Message.ReportKind.EXECUTED, 9, PARTITION, CLAIM.offsets(), IDS, TOKENS, OUTCOMES);
    }

    private static byte[] states() {
        return new byte[] {TaskState.GRANTED.code(), TaskState.COMMITTED.code(), TaskState.EXECUTED.code()};
    }

    private static View view() {
        return new View(
                5,
                N1,
                List.of(new StoreRef(N1, new Id128(8, 9)), new StoreRef(new NodeId("n2"), new Id128(10, 11))),
                FILTER,
                new Id128(12, 13),
                new Times(10_000, 1_000, 30_000, 60_000, 1, true, Times.AUTO),
                false);
    }
}

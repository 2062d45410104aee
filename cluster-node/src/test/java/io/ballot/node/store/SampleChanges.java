package io.ballot.node.store;

import io.ballot.core.Recovery;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.Token;
import io.ballot.protocol.wire.SnapshotPartCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Changes as a node makes them, and what a memory looks like after them. */
final class SampleChanges {

    static final FilterParams FILTER = new FilterParams(1_000, 0.001);
    static final int RECENTS = 100;
    static final NodeId N1 = new NodeId("n1");

    private static final QueuePartition PARTITION = new QueuePartition("mails", new Id128(1, 2), 0);
    private static final Life HOLDER = new Life(N1, new Id128(3, 4), new Id128(5, 6));

    private SampleChanges() {}

    /** One of every kind, in an order in which each changes something. */
    static List<JournalRecord> oneOfEach() {
        return List.of(
                new JournalRecord.Promise(3),
                granted(10, 3),
                executed(10),
                new JournalRecord.Entries(List.of(new Entry.Committed(PARTITION, 11), new Entry.Rotate(1))),
                new JournalRecord.Promise(4),
                granted(20, 2));
    }

    /** {@code tasks} tasks from offset {@code first} on. */
    static JournalRecord granted(long first, int tasks) {
        long[] offsets = new long[tasks];
        Arrays.setAll(offsets, i -> first + i);
        long[] tokens = new long[tasks];
        Arrays.setAll(tokens, i -> Token.of(3, first + i));
        Claim claim = new Claim(first, PARTITION, offsets, ids(first, tasks), new byte[tasks]);
        byte[] ones = new byte[tasks];
        Arrays.fill(ones, (byte) 1);
        return new JournalRecord.Entries(List.of(new Entry.Grants(HOLDER, claim, tokens, new byte[tasks], ones, ones)));
    }

    static JournalRecord executed(long offset) {
        return new JournalRecord.Entries(List.of(new Entry.Changes(
                ids(offset, 1), new long[] {Token.of(3, offset)}, new byte[] {TaskState.EXECUTED.code()}, new byte[] {
                    Outcome.SUCCESS.code()
                })));
    }

    private static TaskIds ids(long first, int tasks) {
        Id128[] ids = new Id128[tasks];
        Arrays.setAll(ids, i -> new Id128(0x5EED0000L + first + i, ~(first + i)));
        return TaskIds.of(ids);
    }

    /** The memory as it is after these. */
    static Recovery after(List<JournalRecord> changes) {
        Recovery recovery = new Recovery(FILTER, RECENTS);
        changes.forEach(recovery::replay);
        return recovery;
    }

    static JournalRecord.Whole whole(List<JournalRecord> changes) {
        Recovery recovery = after(changes);
        return new JournalRecord.Whole(recovery.promised(), recovery.registry().snapshot());
    }

    /** All that a memory holds, to be compared. */
    static List<String> told(Recovery recovery) {
        List<String> told = new ArrayList<>();
        told.add("promise " + recovery.promised());
        for (SnapshotPart part : recovery.registry().snapshot()) {
            told.add(part.getClass().getSimpleName() + " " + HexFormat.of().formatHex(SnapshotPartCodec.encode(part)));
        }
        return told;
    }
}

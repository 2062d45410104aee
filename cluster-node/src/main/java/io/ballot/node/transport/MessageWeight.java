package io.ballot.node.transport;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Message;
import io.ballot.protocol.Message.Report;
import io.ballot.protocol.Message.VoteRequest;
import io.ballot.protocol.SnapshotPart;
import java.util.List;

/** About how many bytes a message takes, in memory or on the wire, for bounds; counting tasks, not encoding them. */
final class MessageWeight {

    private static final int BASE = 128;
    private static final int TASK = 40;
    private static final int FILTER_WORD = 12;

    private MessageWeight() {}

    static long of(Message message) {
        long tasks = 0;
        if (message instanceof Message.Vote vote) {
            for (VoteRequest request : vote.requests()) {
                tasks += 2 + request.claim().size();
            }
        } else if (message instanceof Message.Verdict verdict) {
            tasks = verdict.offsets().length;
        } else if (message instanceof Message.Replicate replicate) {
            return BASE + of(replicate.entries());
        } else if (message instanceof Message.Progress progress) {
            for (Report report : progress.reports()) {
                tasks += 2 + report.offsets().length;
            }
        } else if (message instanceof Message.Snapshot snapshot) {
            return BASE + of(snapshot.part());
        } else if (message instanceof Message.Resolve resolve) {
            tasks = resolve.claim().size();
        } else if (message instanceof Message.EvidenceAsk ask) {
            tasks = ask.ids().size();
        } else if (message instanceof Message.OutcomeNotice notice) {
            tasks = notice.ids().size();
        } else if (message instanceof Message.Heartbeat heartbeat) {
            tasks = heartbeat.owned().size();
        } else if (message instanceof Message.Committed committed) {
            tasks = committed.offsets().size();
        }
        return BASE + TASK * tasks;
    }

    private static long of(List<Entry> entries) {
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += of(entry);
        }
        return bytes;
    }

    private static long of(Entry entry) {
        if (entry instanceof Entry.Grants grants) {
            return BASE + (long) TASK * grants.claim().size();
        } else if (entry instanceof Entry.Changes changes) {
            return BASE + (long) TASK * changes.ids().size();
        } else if (entry instanceof Entry.Bits bits) {
            return of(bits.bits());
        } else if (entry instanceof Entry.Outcomes outcomes) {
            return of(outcomes.recents());
        }
        return BASE;
    }

    private static long of(SnapshotPart part) {
        if (part instanceof SnapshotPart.FilterBits bits) {
            return BASE + (long) FILTER_WORD * bits.words().length;
        } else if (part instanceof SnapshotPart.Ledger ledger) {
            return BASE + (long) TASK * ledger.claim().size();
        } else if (part instanceof SnapshotPart.Recents recents) {
            return BASE + (long) TASK * recents.ids().size();
        } else if (part instanceof SnapshotPart.Marks marks) {
            return BASE + (long) BASE * marks.marks().size();
        } else if (part instanceof SnapshotPart.Tail tail) {
            return BASE + of(tail.entries());
        }
        return BASE;
    }
}

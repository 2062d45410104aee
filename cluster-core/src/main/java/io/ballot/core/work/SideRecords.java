package io.ballot.core.work;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.history.StepKind;
import io.ballot.protocol.Message;
import io.ballot.protocol.Outcome;

/**
 * Parking and dead-lettering (R11): decided only when Kafka has acknowledged the record and the outcome is in the ledger;
 * a record that cannot be written is tried again and blocks the commit.
 */
final class SideRecords {

    private static final long RETRY_MS = 1000;

    private final Desk desk;

    SideRecords(Desk desk) {
        this.desk = desk;
    }

    void park(ClaimWork work, int i, String reason) {
        begin(work, i, Outcome.PARKED, reason);
    }

    void deadLetter(ClaimWork work, int i, String reason) {
        begin(work, i, Outcome.DEAD_LETTER, reason);
    }

    private void begin(ClaimWork work, int i, Outcome outcome, String reason) {
        work.move(i, Phase.SIDE);
        desk.end(work, i, outcome);
        StepKind kind = outcome == Outcome.PARKED ? StepKind.PARKED : StepKind.DEAD_LETTER;
        desk.outbox.history().step(kind, work.claim.ids(), i, reason);
        desk.outbox.warn(
                "side",
                (outcome == Outcome.PARKED ? "parked " : "dead letter ")
                        + work.claim.ids().get(i) + " at " + work.partition.key + "/"
                        + work.claim.offsets()[i] + ": " + reason);
        work.reason(i, reason);
        write(work, i);
    }

    private void write(ClaimWork work, int i) {
        work.due(i, Long.MAX_VALUE);
        boolean parked = work.outcome(i) == Outcome.PARKED;
        desk.outbox.command(new Command.WriteSide(
                parked ? Command.SideTopic.PARKED : Command.SideTopic.DEAD_LETTER,
                work.partition.key,
                work.no(),
                work.claim.offsets()[i],
                work.claim.ids().get(i),
                work.attempts[i],
                work.reason(i)));
    }

    void onWritten(Event.SideRecordWritten written) {
        ClaimWork work = desk.maybeClaim(written.claimNo());
        int i = work == null ? -1 : work.indexOf(written.offset());
        if (work == null || i < 0 || work.phase(i) != Phase.SIDE) {
            return;
        }
        if (!isOnRecord(written)) {
            work.due(i, desk.outbox.now() + RETRY_MS);
            return;
        }
        QueueWork queue = work.partition.queue;
        if (work.outcome(i) == Outcome.PARKED) {
            queue.parked++;
        } else {
            queue.deadLetters++;
        }
        work.move(i, Phase.REPORTING);
        desk.report(Message.ReportKind.EXECUTED, work, i);
    }

    private static boolean isOnRecord(Event.SideRecordWritten written) {
        return written.ok();
    }

    void onTick(ClaimWork work) {
        if (work.count(Phase.SIDE) == 0) {
            return;
        }
        for (int i : work.in(Phase.SIDE)) {
            if (desk.outbox.now() >= work.dueMs(i)) {
                write(work, i);
            }
        }
    }
}

package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.Token;
import java.util.Arrays;

/**
 * Takes the nodes' reports (R14): each names (id, token) and counts only for the current token; it is replicated before
 * it is acknowledged to its reporter, and before anybody is answered by it. Who waits may be told earlier that it is worth
 * asking again.
 *
 * <p>Reports are repeated until they are acknowledged, so each is taken in a way that repeating does not change.
 */
final class ProgressBook {

    private final Outbox outbox;
    private final Registry registry;
    private final Replication replication;
    private final Reservations reservations;
    private final Waiters waiters;
    private final VoidClaims voids;

    ProgressBook(
            Outbox outbox,
            Registry registry,
            Replication replication,
            Reservations reservations,
            Waiters waiters,
            VoidClaims voids) {
        this.outbox = outbox;
        this.registry = registry;
        this.replication = replication;
        this.reservations = reservations;
        this.waiters = waiters;
        this.voids = voids;
    }

    void onReport(Life life, Message.Report report) {
        int size = report.ids().size();
        ChangesBuilder changes = new ChangesBuilder(size);
        int[] refused = new int[size];
        int refusals = 0;
        for (int i = 0; i < size; i++) {
            boolean counts = switch (report.kind()) {
                case MARK -> mark(life, report, i, changes);
                case RELEASED -> release(life, report, i, changes);
                case STOPPED -> stop(life, report, i, changes);
                case EXECUTED -> executed(life, report, i, changes);
            };
            if (!counts) {
                refused[refusals++] = i;
            }
        }
        if (!changes.isEmpty()) {
            replication.append(changes.build());
        }
        replication.await(new ReportAnswer(life, report, Arrays.copyOf(refused, refusals)));
    }

    private boolean mark(Life life, Message.Report report, int i, ChangesBuilder changes) {
        long slot = registry.find(report.ids().hi(i), report.ids().lo(i));
        if (slot < 0 || !isCurrent(slot, life, report.tokens()[i])) {
            return false;
        }
        TaskState state = registry.state(slot);
        if (state == TaskState.GRANTED) {
            change(report, i, report.tokens()[i], TaskState.RUNNING, Outcome.NONE, changes);
        }
        return state == TaskState.GRANTED || state == TaskState.RUNNING;
    }

    private boolean release(Life life, Message.Report report, int i, ChangesBuilder changes) {
        dropReservation(life, report, i);
        voids.add(life, report.claimNo(), report.offsets()[i]);
        long slot = registry.find(report.ids().hi(i), report.ids().lo(i));
        if (slot < 0 || !registry.holder(slot).equals(life)) {
            return false;
        }
        boolean sameGrant = isOfGrant(slot, report, i);
        boolean sameClaim = report.tokens()[i] == Token.NONE && isOfClaim(slot, report, i);
        TaskState state = registry.state(slot);
        boolean failedOnRecord = state == TaskState.EXECUTED && registry.outcome(slot) == Outcome.FAILED;
        boolean unstarted = state == TaskState.GRANTED || state == TaskState.RUNNING;
        // A failed task claimed anew by the same life keeps its entry until that claim is answered, and is given up
        // with it.
        boolean sameRetry = failedOnRecord && report.tokens()[i] == Token.NONE;
        if (sameRetry || ((sameGrant || sameClaim) && (unstarted || failedOnRecord))) {
            boolean failed = failedOnRecord || report.outcomes()[i] == Outcome.FAILED.code();
            Outcome kept = failed ? Outcome.FAILED : Outcome.NONE;
            change(report, i, registry.token(slot), TaskState.RELEASED, kept, changes);
            return true;
        }
        return false;
    }

    private boolean stop(Life life, Message.Report report, int i, ChangesBuilder changes) {
        long slot = registry.find(report.ids().hi(i), report.ids().lo(i));
        if (slot < 0 || !isCurrent(slot, life, report.tokens()[i]) || registry.state(slot) != TaskState.RUNNING) {
            return false;
        }
        change(report, i, report.tokens()[i], TaskState.ORPHANED, Outcome.NONE, changes);
        return true;
    }

    private boolean executed(Life life, Message.Report report, int i, ChangesBuilder changes) {
        Outcome outcome = Outcome.of(report.outcomes()[i]);
        if (!outcome.isFinal()) {
            // Its next attempt comes under a claim of its own: the vote for this one, come again, does not ask for it.
            voids.add(life, report.claimNo(), report.offsets()[i]);
        }
        long slot = registry.find(report.ids().hi(i), report.ids().lo(i));
        boolean resolved = dropReservation(life, report, i)
                || (slot >= 0
                        && registry.state(slot) == TaskState.ORPHANED
                        && reservations.maybe(report.ids().get(i)) == null);
        long token = report.tokens()[i];
        // A grant that the last leader withdrew for the union (V3) may still stand here, if only its doubt was
        // answered.
        boolean withdrawn = slot >= 0 && registry.holder(slot).equals(life) && isOfClaim(slot, report, i);
        if (slot >= 0 && (token == registry.token(slot) || (token == Token.NONE && (resolved || withdrawn)))) {
            boolean decided = registry.state(slot) == TaskState.EXECUTED
                    && registry.outcome(slot).isFinal();
            if (!decided) {
                change(report, i, registry.token(slot), TaskState.EXECUTED, outcome, changes);
            }
            return true;
        }
        if (!outcome.isFinal()) {
            return false;
        }
        if (slot < 0 || registry.token(slot) > token) {
            keepAsEvidence(report.ids().get(i), outcome);
        }
        return slot < 0;
    }

    /** An execution that the ledger does not hold, or holds under a newer token: its outcome is remembered all the same. */
    private void keepAsEvidence(Id128 id, Outcome outcome) {
        if (registry.recentOutcome(id.hi(), id.lo()) == Outcome.NONE) {
            replication.append(
                    new Entry.Outcomes(new SnapshotPart.Recents(TaskIds.of(id), new byte[] {outcome.code()})));
        }
        waiters.changed(id);
    }

    private boolean isOfGrant(long slot, Message.Report report, int i) {
        return report.tokens()[i] == registry.token(slot);
    }

    private boolean isOfClaim(long slot, Message.Report report, int i) {
        return registry.claimNo(slot) == report.claimNo()
                && registry.offset(slot) == report.offsets()[i]
                && registry.partition(slot).equals(report.partition());
    }

    private boolean isCurrent(long slot, Life life, long token) {
        return registry.token(slot) == token && registry.holder(slot).equals(life);
    }

    private void change(
            Message.Report report, int i, long token, TaskState state, Outcome outcome, ChangesBuilder changes) {
        changes.add(report.ids().hi(i), report.ids().lo(i), token, state, outcome);
    }

    private boolean dropReservation(Life life, Message.Report report, int i) {
        if (reservations.isEmpty()) {
            return false;
        }
        Id128 id = report.ids().get(i);
        Reservations.Reservation reserved = reservations.maybe(id);
        boolean own =
                reserved != null && reserved.isFor(life, report.claimNo(), report.partition(), report.offsets()[i]);
        if (own) {
            reservations.drop(id);
        }
        return own;
    }

    /** Tells the reporter, then who waits. */
    private final class ReportAnswer implements Pending {
        private final Life reporter;
        private final Message.Report report;
        private final int[] refused;

        ReportAnswer(Life reporter, Message.Report report, int[] refused) {
            this.reporter = reporter;
            this.report = report;
            this.refused = refused;
        }

        @Override
        public boolean permits() {
            return report.kind() == Message.ReportKind.MARK;
        }

        @Override
        public void answer() {
            outbox.send(reporter.node(), new Message.Reported(report.reportNo(), refused));
            if (report.kind() != Message.ReportKind.MARK && !waiters.isEmpty()) {
                for (int i = 0; i < report.ids().size(); i++) {
                    waiters.changed(report.ids().get(i));
                }
            }
        }
    }
}

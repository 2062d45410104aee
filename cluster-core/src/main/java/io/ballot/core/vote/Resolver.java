package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.Token;
import io.ballot.protocol.VerdictKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The leader's side of a doubt (D1–D3): reserve the id for one resolver, ask who could hold it, then let the resolver's
 * check decide.
 *
 * <p>A waiting node asks through here as well, at its interval, so one message serves all that is not yet granted: it is
 * answered by the vote table first, and only a doubt goes further.
 */
final class Resolver implements EvidenceRounds.Findings {

    /** A resolver asks once an interval, unless its check runs. */
    private static final int UNASKED_INTERVALS = 10;

    private final Outbox outbox;
    private final Registry registry;
    private final Replication replication;
    private final VoteTable table;
    private final Reservations reservations;
    private final Ballots ballots;
    private final Waiters waiters;
    private final Lives lives;
    private final EvidenceRounds rounds;

    Resolver(
            Outbox outbox,
            Registry registry,
            Replication replication,
            VoteTable table,
            Reservations reservations,
            Ballots ballots,
            Waiters waiters,
            Lives lives) {
        this.outbox = outbox;
        this.registry = registry;
        this.replication = replication;
        this.table = table;
        this.reservations = reservations;
        this.ballots = ballots;
        this.waiters = waiters;
        this.lives = lives;
        this.rounds = new EvidenceRounds(outbox, lives);
    }

    void onResolve(Life asker, Message.Resolve resolve) {
        Claim claim = resolve.claim();
        PartitionMarks marks = registry.marks(claim.partition());
        VerdictBuilder verdicts = new VerdictBuilder(claim);
        GrantBuilder grants = new GrantBuilder(asker, claim, 0);
        ChangesBuilder orphans = new ChangesBuilder(0);
        Set<Id128> grantedHere = new HashSet<>();
        for (int i = 0; i < claim.size(); i++) {
            Id128 id = claim.ids().get(i);
            if (grantedHere.contains(id)) {
                // The table does not know yet that its twin is granted by this very request (R7).
                ballots.decided(VoteTable.Row.BUSY_SELF, asker, claim, i, grants, verdicts);
                continue;
            }
            int before = grants.count();
            VoteTable.Row row = table.ask(asker, claim, i, marks);
            if (row == VoteTable.Row.DOUBT) {
                doubt(asker, claim, i, id, resolve.checked()[i] != 0, grants, verdicts, orphans);
            } else {
                if (row == VoteTable.Row.DONE) {
                    reservations.drop(id);
                }
                ballots.decided(row, asker, claim, i, grants, verdicts);
            }
            if (grants.count() > before) {
                grantedHere.add(id);
            }
        }
        ballots.finish(asker, grants, verdicts, orphans);
    }

    private void doubt(
            Life asker,
            Claim claim,
            int i,
            Id128 id,
            boolean checked,
            GrantBuilder grants,
            VerdictBuilder verdicts,
            ChangesBuilder orphans) {
        if (table.toOrphan) {
            orphans.add(id.hi(), id.lo(), table.token, TaskState.ORPHANED, Outcome.NONE);
        }
        Reservations.Reservation reserved = reservations.maybe(id);
        boolean askedForCheck = reserved != null;
        if (reserved == null) {
            reserved = new Reservations.Reservation(
                    id, asker, claim.claimNo(), claim.partition(), claim.offsets()[i], table.cause, outbox.now());
            reservations.add(reserved);
            if (table.holderKnownGone) {
                reserved.stage = Reservations.Stage.CHECKING;
            } else {
                rounds.ask(id);
            }
        }
        reserved.askedMs = outbox.now();
        if (reserved.stage != Reservations.Stage.CHECKING) {
            return;
        }
        if (checked && askedForCheck) {
            reservations.drop(id);
            long slot = registry.find(id.hi(), id.lo());
            int attempt = slot < 0 ? 1 : registry.attempt(slot) + 1;
            ballots.grantAfterCheck(grants, i, attempt);
        } else {
            verdicts.add(i, VerdictKind.CHECK, reserved.cause.code());
        }
    }

    void onEvidence(Life life, Message.Evidence evidence) {
        rounds.onEvidence(life, evidence, this);
    }

    void pump() {
        rounds.pump(this);
    }

    /**
     * Reservations of lives that are gone fall (R8); and those whose resolver has not asked for longer than its check may
     * take: it has closed the claim, and its release did not find the reservation, or an old question made it anew.
     */
    void onTick() {
        if (reservations.isEmpty()) {
            return;
        }
        for (Reservations.Reservation reserved : List.copyOf(reservations.all())) {
            if (lives.provablyGone(reserved.resolver) || isGivenUp(reserved)) {
                reservations.drop(reserved.id);
                waiters.changed(reserved.id);
            }
        }
    }

    private boolean isGivenUp(Reservations.Reservation reserved) {
        long longestMs = outbox.config().doubtDeadlineMs()
                + UNASKED_INTERVALS * outbox.config().evidenceIntervalMs();
        return outbox.now() - reserved.askedMs > longestMs;
    }

    int openDoubts() {
        return reservations.size();
    }

    @Override
    public void held(Id128 id) {
        Reservations.Reservation reserved = reservations.maybe(id);
        if (reserved != null) {
            reservations.drop(id);
            answer(reserved, VerdictKind.BUSY, (byte) 0);
        }
    }

    @Override
    public void executed(Id128 id, Outcome outcome) {
        Reservations.Reservation reserved = reservations.maybe(id);
        if (reserved == null) {
            return;
        }
        reservations.drop(id);
        // The resolver is told itself: to be looked up when it asks again, the outcome may have left the recents by
        // then.
        replication.append(
                new Entry.Outcomes(new SnapshotPart.Recents(TaskIds.of(id), new byte[] {outcome.code()})),
                () -> answer(reserved, VerdictKind.DONE, outcome.code()));
        waiters.changed(id);
    }

    @Override
    public void cleared(Id128 id) {
        Reservations.Reservation reserved = reservations.maybe(id);
        if (reserved != null) {
            reserved.stage = Reservations.Stage.CHECKING;
            reserved.askedMs = outbox.now();
            answer(reserved, VerdictKind.CHECK, reserved.cause.code());
        }
    }

    private void answer(Reservations.Reservation reserved, VerdictKind kind, byte detail) {
        outbox.send(
                reserved.resolver.node(),
                new Message.Verdict(
                        reserved.claimNo,
                        reserved.partition,
                        new long[] {reserved.offset},
                        new byte[] {kind.code()},
                        new long[] {Token.NONE},
                        new byte[1],
                        new byte[] {detail}));
    }
}

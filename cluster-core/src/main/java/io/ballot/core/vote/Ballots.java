package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.Token;
import io.ballot.protocol.VerdictKind;

/**
 * Votes on claims: one question of the table a task, one entry a claim, one answer when everybody holds it (V2, V3).
 *
 * <p>Every answer waits in {@link Replication} until the in-sync set holds what it rests on: a grant its entry, a "done"
 * the outcome that somebody else reported a moment ago (R14).
 */
final class Ballots {

    private static final int FETCHED_TOGETHER = 64;

    private final Outbox outbox;
    private final Registry registry;
    private final Replication replication;
    private final VoteTable table;
    private final Ceilings ceilings;
    private final Waiters waiters;
    private final VoteTally tally;
    private final IdSet inThisClaim = new IdSet();
    private final long epoch;
    private long tokenCounter;

    Ballots(
            Outbox outbox,
            Registry registry,
            Replication replication,
            VoteTable table,
            Ceilings ceilings,
            Waiters waiters,
            VoteTally tally) {
        this.outbox = outbox;
        this.registry = registry;
        this.replication = replication;
        this.table = table;
        this.ceilings = ceilings;
        this.waiters = waiters;
        this.tally = tally;
        this.epoch = outbox.promised();
    }

    /** The reign's tokens are nearly used up: the next epoch is needed. */
    boolean tokensUsedUp() {
        return tokenCounter > Token.COUNTER_MAX - (1L << 24);
    }

    void vote(Life asker, Message.VoteRequest request) {
        Claim claim = request.claim();
        if (claim.size() == 0) {
            return;
        }
        if (!ceilings.admits(claim)) {
            ceilings.wait(asker, request);
            return;
        }
        tally.votes += claim.size();
        PartitionMarks marks = registry.marks(claim.partition());
        GrantBuilder grants = new GrantBuilder(asker, claim, request.startNow());
        VerdictBuilder verdicts = new VerdictBuilder(claim);
        ChangesBuilder orphans = new ChangesBuilder(0);
        inThisClaim.clear(claim.size());
        for (int i = 0; i < claim.size(); i++) {
            if (i % FETCHED_TOGETHER == 0) {
                registry.fetch(claim.ids(), i, Math.min(claim.size(), i + FETCHED_TOGETHER));
            }
            if (!claim.isNamedByRecord(i)
                    && !inThisClaim.add(claim.ids().hi(i), claim.ids().lo(i))) {
                busy(asker, claim, i, verdicts, VerdictKind.BUSY_SELF);
                continue;
            }
            decide(asker, claim, i, marks, grants, verdicts, orphans);
        }
        finish(asker, grants, verdicts, orphans);
    }

    private void decide(
            Life asker,
            Claim claim,
            int i,
            PartitionMarks marks,
            GrantBuilder grants,
            VerdictBuilder verdicts,
            ChangesBuilder orphans) {
        VoteTable.Row row = table.ask(asker, claim, i, marks);
        if (row == VoteTable.Row.DOUBT) {
            tally.doubtful(asker, claim, i, table.cause);
            verdicts.add(i, VerdictKind.DOUBT, table.cause.code());
            if (table.toOrphan) {
                orphans.add(claim.ids().hi(i), claim.ids().lo(i), table.token, TaskState.ORPHANED, Outcome.NONE);
            }
        } else {
            decided(row, asker, claim, i, grants, verdicts);
        }
    }

    /** Carries out a row of the table that is no doubt. */
    void decided(VoteTable.Row row, Life asker, Claim claim, int i, GrantBuilder grants, VerdictBuilder verdicts) {
        switch (row) {
            case NEW -> grants.add(i, nextToken(), 1, true, false);
            case REGRANT -> grants.add(i, nextToken(), Math.max(1, table.attempt), false, false);
            case REPEAT -> {
                tally.repeats++;
                grants.add(i, table.token, table.attempt, false, table.state == TaskState.RUNNING);
            }
            case VOID -> {}
            case BUSY -> busy(asker, claim, i, verdicts, VerdictKind.BUSY);
            case BUSY_SELF -> busy(asker, claim, i, verdicts, VerdictKind.BUSY_SELF);
            case DONE -> {
                tally.done++;
                verdicts.add(i, VerdictKind.DONE, table.outcome.code());
            }
            case DOUBT -> throw new IllegalArgumentException("a doubt is not decided by the table");
        }
    }

    private void busy(Life asker, Claim claim, int i, VerdictBuilder verdicts, VerdictKind kind) {
        tally.busy++;
        waiters.add(claim.ids().get(i), asker.node());
        verdicts.add(i, kind, (byte) 0);
    }

    /**
     * Grants one task to its reserved resolver, whose check said that it was not executed. With what else the same request
     * is granted, so that entries carry tokens in the order of their issue (I11).
     */
    void grantAfterCheck(GrantBuilder grants, int i, int attempt) {
        grants.add(i, nextToken(), attempt, false, false);
    }

    private long nextToken() {
        return Token.of(epoch, ++tokenCounter);
    }

    void finish(Life asker, GrantBuilder grants, VerdictBuilder verdicts, ChangesBuilder orphans) {
        if (!orphans.isEmpty()) {
            replication.append(orphans.build());
        }
        if (!verdicts.isEmpty()) {
            Message.Verdict verdict = verdicts.build();
            replication.await(() -> outbox.send(asker.node(), verdict));
        }
        if (grants.count() > 0) {
            tally.grants += grants.count();
            Entry.Grants entry = grants.build();
            replication.append(entry, new GrantAnswer(outbox, registry, replication, tally, entry));
        }
    }
}

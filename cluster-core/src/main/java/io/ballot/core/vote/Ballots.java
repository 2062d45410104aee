package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Claim;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.Token;
import io.ballot.protocol.VerdictKind;
import java.util.Arrays;

/**
 * Votes on claims: one question of the table a task, one entry a claim, one answer when everybody holds it (V2, V3).
 *
 * <p>Every answer waits in {@link Replication} until the in-sync set holds what it rests on: a grant its entry, a "done"
 * the outcome that somebody else reported a moment ago (R14).
 */
final class Ballots {

    private final Outbox outbox;
    private final Registry registry;
    private final Replication replication;
    private final VoteTable table;
    private final Ceilings ceilings;
    private final Waiters waiters;
    private final Counters counters;
    private final IdSet inThisClaim = new IdSet();
    private final long epoch;
    private long tokenCounter;

    /** What the leader counted in its reign, for people. */
    static final class Counters {
        long votes;
        long grants;
        long repeats;
        long busy;
        long done;
        final long[] doubts = new long[DoubtCause.values().length];
    }

    Ballots(
            Outbox outbox,
            Registry registry,
            Replication replication,
            VoteTable table,
            Ceilings ceilings,
            Waiters waiters,
            Counters counters) {
        this.outbox = outbox;
        this.registry = registry;
        this.replication = replication;
        this.table = table;
        this.ceilings = ceilings;
        this.waiters = waiters;
        this.counters = counters;
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
        if (!ceilings.admits(claim.partition(), claim.offsets()[claim.size() - 1])) {
            ceilings.wait(asker, request);
            return;
        }
        counters.votes += claim.size();
        PartitionMarks marks = registry.marks(claim.partition());
        GrantBuilder grants = new GrantBuilder(asker, claim, request.startNow());
        VerdictBuilder verdicts = new VerdictBuilder(claim);
        ChangesBuilder orphans = new ChangesBuilder(0);
        inThisClaim.clear(claim.size());
        for (int i = 0; i < claim.size(); i++) {
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
            counters.doubts[table.cause.ordinal()]++;
            verdicts.add(i, VerdictKind.DOUBT, table.cause.code());
            noteDoubt(asker, claim, i, table.cause);
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
                counters.repeats++;
                grants.add(i, table.token, table.attempt, false, table.state == TaskState.RUNNING);
            }
            case VOID -> {}
            case BUSY -> busy(asker, claim, i, verdicts, VerdictKind.BUSY);
            case BUSY_SELF -> busy(asker, claim, i, verdicts, VerdictKind.BUSY_SELF);
            case DONE -> {
                counters.done++;
                verdicts.add(i, VerdictKind.DONE, table.outcome.code());
            }
            case DOUBT -> throw new IllegalArgumentException("a doubt is not decided by the table");
        }
    }

    private void busy(Life asker, Claim claim, int i, VerdictBuilder verdicts, VerdictKind kind) {
        counters.busy++;
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
        if (grants.count > 0) {
            counters.grants += grants.count;
            Entry.Grants entry = grants.build();
            replication.append(entry, new GrantAnswer(entry));
        }
    }

    /** For people: a doubt of another node's task; of its own ones the leader notes the verdict, like any node. */
    private void noteDoubt(Life asker, Claim claim, int i, DoubtCause cause) {
        if (!asker.node().equals(outbox.self())) {
            outbox.history().doubtful(claim, i, outbox.now(), cause, asker.node());
        }
    }

    /** Collects what one claim is granted. */
    static final class GrantBuilder {
        private final Life holder;
        private final Claim claim;
        private final int[] tasks;
        private final long[] tokens;
        private final byte[] states;
        private final byte[] attempts;
        private final byte[] fresh;
        private int startNow;
        private int count;

        GrantBuilder(Life holder, Claim claim, int startNow) {
            this.holder = holder;
            this.claim = claim;
            this.startNow = startNow;
            int size = claim.size();
            tasks = new int[size];
            tokens = new long[size];
            states = new byte[size];
            attempts = new byte[size];
            fresh = new byte[size];
        }

        void add(int task, long token, int attempt, boolean isFresh, boolean isRunning) {
            tasks[count] = task;
            tokens[count] = token;
            attempts[count] = (byte) Math.min(attempt, Byte.MAX_VALUE);
            fresh[count] = (byte) (isFresh ? 1 : 0);
            boolean running = isRunning || startNow > 0;
            startNow--;
            states[count] = running ? TaskState.RUNNING.code() : TaskState.GRANTED.code();
            count++;
        }

        Entry.Grants build() {
            return new Entry.Grants(
                    holder,
                    claim.select(tasks, count),
                    Arrays.copyOf(tokens, count),
                    Arrays.copyOf(states, count),
                    Arrays.copyOf(attempts, count),
                    Arrays.copyOf(fresh, count));
        }
    }

    /**
     * The answer to a claim, with the union of what the in-sync set knew (V3). A task that some peer had is taken out of
     * the ledger again: only the filters know it, so every life that could hold it will be asked.
     */
    private final class GrantAnswer implements Pending {
        private final Entry.Grants entry;
        private boolean[] hadBySome = new boolean[0];

        GrantAnswer(Entry.Grants entry) {
            this.entry = entry;
        }

        @Override
        public boolean permits() {
            return true;
        }

        @Override
        public void had(int[] tasks) {
            if (hadBySome.length == 0) {
                hadBySome = new boolean[entry.claim().size()];
            }
            for (int task : tasks) {
                if (task >= 0 && task < hadBySome.length) {
                    hadBySome[task] = true;
                }
            }
        }

        /** For people, who may ask when the holder is gone. */
        private void noteGrant(int i) {
            NodeId holder = entry.holder().node();
            if (!holder.equals(outbox.self())) {
                outbox.history().grantedTo(holder, entry.claim().ids(), i, entry.tokens()[i], entry.attempts()[i]);
            }
        }

        @Override
        public void answer() {
            Claim claim = entry.claim();
            VerdictBuilder verdicts = new VerdictBuilder(claim);
            ChangesBuilder withdrawn = new ChangesBuilder(0);
            for (int i = 0; i < claim.size(); i++) {
                if (hadBySome.length > 0 && hadBySome[i]) {
                    counters.doubts[DoubtCause.UNION.ordinal()]++;
                    verdicts.add(i, VerdictKind.DOUBT, DoubtCause.UNION.code());
                    noteDoubt(entry.holder(), claim, i, DoubtCause.UNION);
                    withdrawn.add(
                            claim.ids().hi(i), claim.ids().lo(i), entry.tokens()[i], TaskState.COMMITTED, Outcome.NONE);
                } else if (stands(i)) {
                    noteGrant(i);
                    boolean running = entry.states()[i] == TaskState.RUNNING.code();
                    VerdictKind kind = running ? VerdictKind.GRANT_RUNNING : VerdictKind.GRANT;
                    verdicts.add(i, kind, (byte) 0, entry.tokens()[i], entry.attempts()[i]);
                }
            }
            if (!withdrawn.isEmpty()) {
                replication.append(withdrawn.build());
            }
            if (!verdicts.isEmpty()) {
                outbox.send(entry.holder().node(), verdicts.build());
            }
        }

        /**
         * Whether the grant is still what the ledger says. A question that was repeated while its answer waited has two
         * answers on the way, and only the first one is the union's: it may have withdrawn the grant.
         */
        private boolean stands(int i) {
            long slot =
                    registry.find(entry.claim().ids().hi(i), entry.claim().ids().lo(i));
            if (slot < 0 || registry.token(slot) != entry.tokens()[i]) {
                return false;
            }
            TaskState state = registry.state(slot);
            return state == TaskState.GRANTED || state == TaskState.RUNNING;
        }
    }
}

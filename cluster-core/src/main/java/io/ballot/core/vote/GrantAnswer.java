package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Claim;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.VerdictKind;

/**
 * The answer to a claim, with the union of what the in-sync set knew (V3). A task that some peer had is taken out of
 * the ledger again: only the filters know it, so every life that could hold it will be asked.
 */
final class GrantAnswer implements Pending {
    private final Outbox outbox;
    private final Registry registry;
    private final Replication replication;
    private final VoteTally tally;
    private final Entry.Grants entry;
    private boolean[] hadBySome = new boolean[0];

    GrantAnswer(Outbox outbox, Registry registry, Replication replication, VoteTally tally, Entry.Grants entry) {
        this.outbox = outbox;
        this.registry = registry;
        this.replication = replication;
        this.tally = tally;
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

    @Override
    public void answer() {
        Claim claim = entry.claim();
        VerdictBuilder verdicts = new VerdictBuilder(claim);
        ChangesBuilder withdrawn = new ChangesBuilder(0);
        for (int i = 0; i < claim.size(); i++) {
            if (hadBySome.length > 0 && hadBySome[i]) {
                tally.doubtful(entry.holder(), claim, i, DoubtCause.UNION);
                verdicts.add(i, VerdictKind.DOUBT, DoubtCause.UNION.code());
                withdrawn.add(
                        claim.ids().hi(i), claim.ids().lo(i), entry.tokens()[i], TaskState.COMMITTED, Outcome.NONE);
            } else if (stands(i)) {
                tally.answered(entry, i);
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
        long slot = registry.find(entry.claim().ids().hi(i), entry.claim().ids().lo(i));
        if (slot < 0 || registry.token(slot) != entry.tokens()[i]) {
            return false;
        }
        TaskState state = registry.state(slot);
        return state == TaskState.GRANTED || state == TaskState.RUNNING;
    }
}

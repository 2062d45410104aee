package io.ballot.core.work;

import io.ballot.core.registry.Registry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.Outcome;
import java.util.HashMap;
import java.util.Map;

/**
 * Answers peers' questions (D1): does this node prepare a task, run it, hold it as run but not yet committed, or remember
 * what it came to?
 *
 * <p>A no binds (R8): an unanswered claim that holds the task is closed for it before the answer leaves, so a grant that is
 * still on its way finds nothing to honour. Being in doubt oneself is no evidence.
 */
final class EvidenceGiver {

    private final Desk desk;

    EvidenceGiver(Desk desk) {
        this.desk = desk;
    }

    void onAsk(Life leader, Message.EvidenceAsk ask) {
        int size = ask.ids().size();
        byte[] answers = new byte[size];
        byte[] outcomes = new byte[size];
        Map<Id128, Integer> asked = new HashMap<>();
        for (int k = 0; k < size; k++) {
            asked.put(ask.ids().get(k), k);
        }
        desk.forEachPartition(partition -> {
            for (ClaimWork work : partition.claims) {
                look(work, asked, answers, outcomes);
            }
        });
        remember(ask, answers, outcomes);
        desk.outbox.send(leader.node(), new Message.Evidence(ask.round(), answers, outcomes));
    }

    /** Exact memory is evidence too: this node's may reach further back than the leader's. */
    private void remember(Message.EvidenceAsk ask, byte[] answers, byte[] outcomes) {
        Registry registry = desk.membership.replica().registry();
        for (int k = 0; k < answers.length; k++) {
            Outcome recent = registry.recentOutcome(ask.ids().hi(k), ask.ids().lo(k));
            if (answers[k] == Message.EvidenceKind.NO.ordinal() && recent.isFinal()) {
                answers[k] = (byte) Message.EvidenceKind.EXECUTED.ordinal();
                outcomes[k] = recent.code();
            }
        }
    }

    private void look(ClaimWork work, Map<Id128, Integer> asked, byte[] answers, byte[] outcomes) {
        for (int i = 0; i < work.size(); i++) {
            Integer k = asked.get(work.claim.ids().get(i));
            if (k == null) {
                continue;
            }
            Message.EvidenceKind word = word(work, i);
            if (word.ordinal() > answers[k]) {
                answers[k] = (byte) word.ordinal();
                outcomes[k] = word == Message.EvidenceKind.EXECUTED ? work.outcomes[i] : Outcome.NONE.code();
            }
            if (work.phase(i) == Phase.VOTED) {
                bind(work, i);
            }
        }
    }

    private void bind(ClaimWork work, int i) {
        desk.close(work, i);
        desk.report(Message.ReportKind.RELEASED, work, i);
        desk.settleStartNow(work);
    }

    private static Message.EvidenceKind word(ClaimWork work, int i) {
        return switch (work.phase(i)) {
            case GRANTED, MARKING, BACKOFF, SIDE -> Message.EvidenceKind.PREPARING;
            case HANDED, STOPPING -> Message.EvidenceKind.RUNNING;
            case REPORTING, DECIDED ->
                work.outcome(i).isFinal() ? Message.EvidenceKind.EXECUTED : Message.EvidenceKind.NO;
            // No default: a no binds, so a phase that is added has to be put here on purpose.
            case VOTED, WAITING, DOUBT, CHECKING, CLOSED, MOVED -> Message.EvidenceKind.NO;
        };
    }
}

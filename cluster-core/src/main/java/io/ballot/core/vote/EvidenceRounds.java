package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.core.history.StepKind;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskIds;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Asks every life that could hold a doubtful task (D1, R8), many tasks a round, and says when a round is over: each life
 * has answered or is provably gone, and no life that nobody knows can be left.
 */
final class EvidenceRounds {

    private static final int TASKS_PER_ROUND = 4096;

    /** What the asked lives said of one task. */
    interface Findings {
        /** Somebody prepares or runs it. */
        void held(Id128 id);

        void executed(Id128 id, Outcome outcome);

        /** Everybody said no or is gone. */
        void cleared(Id128 id);
    }

    private static final class Round {
        final TaskIds ids;
        final SortedSet<Life> awaited = new TreeSet<>();
        final boolean[] settled;
        long askedMs;

        Round(TaskIds ids) {
            this.ids = ids;
            this.settled = new boolean[ids.size()];
        }
    }

    private final Outbox outbox;
    private final Lives lives;
    private final List<Id128> next = new ArrayList<>();
    private final Map<Long, Round> rounds = new LinkedHashMap<>();
    private long lastRound;

    EvidenceRounds(Outbox outbox, Lives lives) {
        this.outbox = outbox;
        this.lives = lives;
    }

    /** To be asked in the next round. The id must be reserved already. */
    void ask(Id128 id) {
        next.add(id);
    }

    /** Begins rounds for what was gathered, repeats questions that were not answered, ends what is over. */
    void pump(Findings findings) {
        while (!next.isEmpty()) {
            List<Id128> some = next.subList(0, Math.min(TASKS_PER_ROUND, next.size()));
            Round round = new Round(TaskIds.of(some.toArray(new Id128[0])));
            some.clear();
            round.awaited.addAll(lives.possibleHolders());
            rounds.put(++lastRound, round);
            send(lastRound, round);
        }
        Iterator<Map.Entry<Long, Round>> all = rounds.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Long, Round> entry = all.next();
            Round round = entry.getValue();
            round.awaited.removeIf(life -> isGone(life, round));
            if (round.awaited.isEmpty() && lives.unseenAreGone()) {
                all.remove();
                clear(round, findings);
            } else if (outbox.now() - round.askedMs >= outbox.config().evidenceIntervalMs()) {
                send(entry.getKey(), round);
            }
        }
    }

    private boolean isGone(Life life, Round round) {
        boolean gone = lives.provablyGone(life);
        if (gone) {
            for (int i = 0; i < round.ids.size(); i++) {
                outbox.history().step(StepKind.EVIDENCE, round.ids, i, "GONE", life.node());
            }
        }
        return gone;
    }

    private void send(long number, Round round) {
        round.askedMs = outbox.now();
        for (Life life : round.awaited) {
            outbox.send(life.node(), new Message.EvidenceAsk(number, round.ids));
        }
    }

    private static void clear(Round round, Findings findings) {
        for (int i = 0; i < round.ids.size(); i++) {
            if (!round.settled[i]) {
                findings.cleared(round.ids.get(i));
            }
        }
    }

    void onEvidence(Life life, Message.Evidence evidence, Findings findings) {
        Round round = rounds.get(evidence.round());
        if (round == null || evidence.answers().length != round.ids.size() || !round.awaited.remove(life)) {
            return;
        }
        for (int i = 0; i < round.ids.size(); i++) {
            Message.EvidenceKind kind = Message.EvidenceKind.values()[evidence.answers()[i]];
            outbox.history().step(StepKind.EVIDENCE, round.ids, i, kind.name(), life.node());
            if (round.settled[i] || kind == Message.EvidenceKind.NO) {
                continue;
            }
            Outcome outcome = Outcome.of(evidence.outcomes()[i]);
            round.settled[i] = true;
            if (kind == Message.EvidenceKind.EXECUTED && outcome.isFinal()) {
                findings.executed(round.ids.get(i), outcome);
            } else {
                findings.held(round.ids.get(i));
            }
        }
    }
}

package io.ballot.core.work;

import io.ballot.core.history.StepKind;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Message;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.VerdictKind;
import java.util.Arrays;

/**
 * Takes the leader's answers. A grant is honoured only while its claim is open for the task (R8); one that comes for a
 * claim given up in the meantime is released, so that the leader does not take this node for its holder.
 */
final class Verdicts {

    private final Desk desk;
    private final Starter starter;
    private final Doubts doubts;
    private final SideRecords sides;
    private final DoubtNews news = new DoubtNews();

    Verdicts(Desk desk, Starter starter, Doubts doubts, SideRecords sides) {
        this.desk = desk;
        this.starter = starter;
        this.doubts = doubts;
        this.sides = sides;
    }

    void onVerdict(Message.Verdict verdict) {
        ClaimWork work = desk.maybeClaim(verdict.claimNo());
        if (work == null || !work.partition.key.equals(verdict.partition())) {
            return;
        }
        int voted = work.count(Phase.VOTED);
        int size = verdict.offsets().length;
        int[] starting = new int[size];
        int starts = 0;
        int[] late = new int[size];
        int lates = 0;
        for (int k = 0; k < size; k++) {
            int i = work.indexOf(verdict.offsets()[k]);
            if (i < 0) {
                continue;
            }
            VerdictKind kind = VerdictKind.of(verdict.kinds()[k]);
            boolean grant = kind == VerdictKind.GRANT || kind == VerdictKind.GRANT_RUNNING;
            Phase phase = work.phase(i);
            boolean open = isOpen(phase);
            if (grant && open) {
                work.tokens[i] = verdict.tokens()[k];
                work.attempts[i] = verdict.attempts()[k];
                work.partition.queue.grants++;
                if (phase.asksAgain()) {
                    grantedAfterAll(work, i);
                }
                desk.outbox.history().granted(work.claim.ids(), i, work.tokens[i], work.attempts[i]);
                if (overAttempts(work, i)) {
                    sides.deadLetter(work, i, "failed " + (work.attempts[i] - 1) + " times");
                } else if (kind == VerdictKind.GRANT_RUNNING) {
                    takeStartNow(work);
                    starting[starts++] = i;
                } else {
                    starter.granted(work, i);
                }
            } else if (grant && phase.isOver() && work.tokens[i] != verdict.tokens()[k]) {
                // Under a token that is known here already the task may have run: that answer is a repeated one (R14).
                work.tokens[i] = verdict.tokens()[k];
                late[lates++] = i;
            } else if (open) {
                answered(work, i, kind, verdict.details()[k]);
            } else if (kind == VerdictKind.CHECK && phase.isOver()) {
                late[lates++] = i; // an old question, asked again on its way: others wait for what it has reserved
            }
        }
        starter.handOver(work, Arrays.copyOf(starting, starts));
        desk.report(Message.ReportKind.RELEASED, work, Arrays.copyOf(late, lates));
        desk.settleStartNow(work);
        news.tell(desk.outbox, work.partition.key);
        work.partition.queue.voteTimes.add(desk.outbox.now() - work.votedMs, voted - work.count(Phase.VOTED));
    }

    /** Whether the claim still stands for this task, so that an answer counts. */
    private static boolean isOpen(Phase phase) {
        return phase == Phase.VOTED || phase.asksAgain();
    }

    private void grantedAfterAll(ClaimWork work, int i) {
        news.granted();
        if (work.saidNotExecuted(i)) {
            work.partition.queue.decisions.checkNotExecuted++;
        } else {
            work.partition.queue.decisions.granted++;
        }
    }

    private static boolean overAttempts(ClaimWork work, int i) {
        return work.attempts[i] > work.partition.queue.policy.attempts();
    }

    /** A task that starts at once takes one of the places that were kept for this claim, or one more. */
    private static void takeStartNow(ClaimWork work) {
        if (work.startNow > 0) {
            work.startNow--;
        } else {
            work.partition.queue.inHand++;
        }
    }

    private void answered(ClaimWork work, int i, VerdictKind kind, byte detail) {
        if (work.phase(i) == Phase.VOTED && kind != VerdictKind.DONE) {
            work.partition.queue.decisions.doubtful++;
        }
        switch (kind) {
            case BUSY, BUSY_SELF -> {
                if (work.phase(i) == Phase.VOTED) {
                    work.askedMs = desk.outbox.now();
                    desk.outbox.history().busy(work.claim, i, work.openedMs, kind.name());
                    news.waits();
                }
                work.move(i, Phase.WAITING);
            }
            case DONE -> {
                work.partition.queue.suppressed++;
                if (work.phase(i).asksAgain()) {
                    work.partition.queue.decisions.executedElsewhere++;
                    news.executedElsewhere();
                }
                desk.outbox
                        .history()
                        .step(
                                StepKind.DONE,
                                work.claim.ids(),
                                i,
                                Outcome.of(detail).name());
                desk.end(work, i, Outcome.of(detail));
                desk.decide(work, i);
            }
            case DOUBT -> {
                if (work.phase(i) != Phase.DOUBT) {
                    work.partition.queue.doubts++;
                    work.cause(i, DoubtCause.of(detail));
                    desk.outbox.history().doubtful(work.claim, i, work.openedMs, DoubtCause.of(detail), null);
                    work.move(i, Phase.DOUBT);
                    doubts.hasten(work);
                    news.doubtful(work.cause(i));
                }
            }
            case CHECK -> {
                news.toBeChecked();
                work.cause(i, DoubtCause.of(detail));
                doubts.check(work, i);
            }
            case GRANT, GRANT_RUNNING -> throw new IllegalStateException("a grant is not taken here: " + kind);
        }
    }
}

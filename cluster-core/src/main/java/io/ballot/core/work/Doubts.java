package io.ballot.core.work;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.QueuePolicy;
import io.ballot.core.history.StepKind;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The doubt queue (D1–D3): tasks that wait for somebody else's, or for evidence, ask the leader again at an interval; when
 * the leader says that only a check can tell, the queue's strategy is followed.
 */
final class Doubts {

    /** A check that fails is tried so often, then the task is parked. */
    private static final int CHECK_TRIES = 3;

    private final Desk desk;
    private final SideRecords sides;
    private final Set<ClaimWork> askNow = new LinkedHashSet<>();
    private long lookedMs;

    Doubts(Desk desk, SideRecords sides) {
        this.desk = desk;
        this.sides = sides;
    }

    /** To be asked about at the next flush. */
    void hasten(ClaimWork work) {
        askNow.add(work);
    }

    void onNotice(TaskIds ids) {
        Set<Id128> changed = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            changed.add(ids.get(i));
        }
        desk.forEachPartition(partition -> {
            for (ClaimWork work : partition.claims) {
                if (work.count(Phase.WAITING) + work.count(Phase.DOUBT) > 0 && holdsAny(work, changed)) {
                    hasten(work);
                }
            }
        });
    }

    private static boolean holdsAny(ClaimWork work, Set<Id128> ids) {
        for (int i = 0; i < work.size(); i++) {
            if (work.phase(i).asksAgain() && ids.contains(work.claim.ids().get(i))) {
                return true;
            }
        }
        return false;
    }

    void askAllAgain() {
        desk.forEachPartition(partition -> partition.claims.forEach(this::hasten));
    }

    void onTick() {
        if (desk.outbox.now() - lookedMs < 100) {
            return;
        }
        lookedMs = desk.outbox.now();
        long interval = desk.outbox.config().evidenceIntervalMs();
        desk.forEachPartition(partition -> {
            for (ClaimWork work : partition.claims) {
                boolean asks = work.count(Phase.WAITING) + work.count(Phase.DOUBT) > 0;
                if (asks && desk.outbox.now() - work.askedMs >= interval) {
                    hasten(work);
                }
                if (work.count(Phase.CHECKING) > 0) {
                    lookAtChecks(work);
                }
            }
        });
    }

    private void lookAtChecks(ClaimWork work) {
        for (int i : work.in(Phase.CHECKING)) {
            if (desk.outbox.now() >= work.dueMs(i)) {
                desk.outbox.warn(
                        "check", "no word on " + work.claim.ids().get(i) + " within doubt.deadline.ms; parked");
                sides.park(work, i, "the check gave no answer in time");
            }
        }
    }

    void flush(NodeId leader) {
        for (ClaimWork work : askNow) {
            int[] tasks = asking(work);
            if (tasks.length > 0) {
                work.askedMs = desk.outbox.now();
                byte[] checked = new byte[tasks.length];
                for (int k = 0; k < tasks.length; k++) {
                    checked[k] = (byte) (work.saidNotExecuted(tasks[k]) ? 1 : 0);
                }
                Claim part = work.claim.select(tasks, tasks.length);
                desk.outbox.send(leader, new Message.Resolve(part, checked));
            }
        }
        askNow.clear();
    }

    private static int[] asking(ClaimWork work) {
        List<Integer> asking = new ArrayList<>();
        for (int i = 0; i < work.size(); i++) {
            if (work.phase(i).asksAgain()) {
                asking.add(i);
            }
        }
        return asking.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Everybody said no or is gone: the queue's strategy decides. */
    void check(ClaimWork work, int i) {
        work.saysNotExecuted(i, false);
        QueueWork queue = work.partition.queue;
        queue.checks++;
        QueuePolicy.Check strategy = queue.policy.check();
        desk.outbox.history().step(StepKind.CHECK, work.claim.ids(), i, "asked: " + strategy);
        switch (strategy) {
            case PARK -> sides.park(work, i, "doubtful (" + work.cause(i) + "), and the queue's check is 'park'");
            case NEVER -> drop(work, i);
            case RERUN -> notExecuted(work, i);
            case ASK -> {
                work.move(i, Phase.CHECKING);
                work.due(i, desk.outbox.now() + desk.outbox.config().doubtDeadlineMs());
                desk.outbox.command(new Command.RunCheck(
                        work.partition.key,
                        work.no(),
                        work.claim.offsets()[i],
                        work.claim.ids().get(i),
                        Math.max(1, work.attempts[i]),
                        work.cause(i)));
            }
        }
    }

    private void drop(ClaimWork work, int i) {
        desk.outbox.history().step(StepKind.DONE, work.claim.ids(), i, Outcome.DROPPED_BY_CHECK.name());
        desk.end(work, i, Outcome.DROPPED_BY_CHECK);
        work.move(i, Phase.REPORTING);
        desk.report(Message.ReportKind.EXECUTED, work, i);
    }

    private void notExecuted(ClaimWork work, int i) {
        work.move(i, Phase.DOUBT);
        work.saysNotExecuted(i, true);
        hasten(work);
    }

    void onCheckAnswered(Event.CheckAnswered answer) {
        ClaimWork work = desk.maybeClaim(answer.claimNo());
        int i = work == null ? -1 : work.indexOf(answer.offset());
        if (work == null || i < 0 || work.phase(i) != Phase.CHECKING) {
            return;
        }
        desk.outbox
                .history()
                .step(StepKind.CHECK, work.claim.ids(), i, answer.word().name());
        switch (answer.word()) {
            case EXECUTED -> {
                work.partition.queue.decisions.checkExecuted++;
                drop(work, i);
            }
            case NOT_EXECUTED -> notExecuted(work, i);
            case UNKNOWN -> sides.park(work, i, "the check could not tell");
            case ERROR -> {
                if (work.anotherTry(i) < CHECK_TRIES) {
                    work.move(i, Phase.DOUBT);
                } else {
                    sides.park(work, i, "the check failed " + CHECK_TRIES + " times");
                }
            }
        }
    }
}

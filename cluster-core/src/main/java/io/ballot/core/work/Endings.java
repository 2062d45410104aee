package io.ballot.core.work;

import io.ballot.core.Event;
import io.ballot.protocol.Message;
import io.ballot.protocol.Outcome;
import java.util.Arrays;

/** What becomes of an attempt that ended: an outcome for the ledger, another attempt, a dead letter, or nothing done. */
final class Endings {

    private final Desk desk;
    private final SideRecords sides;

    Endings(Desk desk, SideRecords sides) {
        this.desk = desk;
        this.sides = sides;
    }

    void onEnded(Event.TasksEnded ended) {
        ClaimWork work = desk.maybeClaim(ended.claimNo());
        if (work == null) {
            return;
        }
        Batch executed = new Batch(ended.offsets().length);
        Batch stopped = new Batch(ended.offsets().length);
        Batch released = new Batch(ended.offsets().length);
        int count = 0;
        for (int k = 0; k < ended.offsets().length; k++) {
            int i = work.indexOf(ended.offsets()[k]);
            if (i < 0 || (work.phase(i) != Phase.HANDED && work.phase(i) != Phase.STOPPING)) {
                continue;
            }
            count++;
            desk.outbox
                    .history()
                    .ended(work.claim.ids(), i, work.tokens[i], work.attempts[i], ended.endings()[k].name());
            switch (ended.endings()[k]) {
                case SUCCESS -> {
                    work.partition.queue.executed++;
                    desk.end(work, i, Outcome.SUCCESS);
                    desk.decide(work, i);
                    executed.add(i);
                }
                case FAILED -> failed(work, i, executed);
                case PERMANENT -> {
                    work.partition.queue.failedAttempts++;
                    sides.deadLetter(work, i, "failed for good");
                }
                case STOPPED -> {
                    desk.close(work, i);
                    stopped.add(i);
                }
                case NOT_STARTED -> {
                    desk.close(work, i);
                    released.add(i);
                }
            }
        }
        work.partition.queue.inHand -= count;
        work.partition.queue.ended(count, desk.outbox.now());
        desk.report(Message.ReportKind.EXECUTED, work, executed.toArray());
        desk.report(Message.ReportKind.STOPPED, work, stopped.toArray());
        desk.report(Message.ReportKind.RELEASED, work, released.toArray());
    }

    private void failed(ClaimWork work, int i, Batch executed) {
        QueueWork queue = work.partition.queue;
        queue.failedAttempts++;
        int attempt = work.attempts[i];
        if (attempt >= queue.policy.attempts()) {
            sides.deadLetter(work, i, "failed " + attempt + " times");
            return;
        }
        desk.end(work, i, Outcome.FAILED);
        executed.add(i);
        work.move(i, Phase.BACKOFF);
        work.due(i, Long.MAX_VALUE);
    }

    /**
     * The failure is on record: the pause before the next attempt begins. Not earlier, or a claim for that attempt could be
     * given up before the leader has heard of the failure, which then would stand for a task that this node still retries.
     */
    void onRecord(ClaimWork work, int i) {
        int attempt = work.attempts[i];
        work.due(i, desk.outbox.now() + work.partition.queue.policy.backoffBeforeMs(attempt + 1));
    }

    /** Attempts that are due are claimed anew; a partition that went takes its waiting attempts with it. */
    void onTick(ClaimWork work) {
        if (work.count(Phase.BACKOFF) == 0) {
            return;
        }
        boolean stays = work.partition.isOwned() && !desk.draining;
        int[] waiting = work.in(Phase.BACKOFF);
        if (!stays) {
            desk.report(Message.ReportKind.RELEASED, work, waiting);
        }
        for (int i : waiting) {
            if (!stays || desk.outbox.now() >= work.dueMs(i)) {
                desk.close(work, i);
            }
        }
    }

    /** Indexes of some tasks of a claim. */
    private static final class Batch {
        private final int[] tasks;
        private int count;

        Batch(int most) {
            tasks = new int[most];
        }

        void add(int task) {
            tasks[count++] = task;
        }

        int[] toArray() {
            return Arrays.copyOf(tasks, count);
        }
    }
}

package io.ballot.core.work;

import io.ballot.core.Outbox;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Outcome;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports that the leader has not answered yet: sent once, again when that takes long, and all again to a new leader
 * (R14), in their order.
 */
final class ReportQueue {

    private static final long RESEND_MS = 1000;

    /** Tasks in one message, so that a frame stays far below its limit. */
    private static final int TASKS_PER_MESSAGE = 8192;

    static final class Open {
        final Message.Report report;
        final ClaimWork work;
        final int[] tasks;
        long sentMs = Long.MIN_VALUE / 2;

        Open(Message.Report report, ClaimWork work, int[] tasks) {
            this.report = report;
            this.work = work;
            this.tasks = tasks;
        }
    }

    private final Outbox outbox;
    private final Map<Long, Open> open = new LinkedHashMap<>();
    private final List<Open> unsent = new ArrayList<>();
    private long lastNo;
    private long checkedMs;

    ReportQueue(Outbox outbox) {
        this.outbox = outbox;
    }

    void add(Message.ReportKind kind, ClaimWork work, int[] tasks) {
        if (tasks.length == 0) {
            return;
        }
        long[] tokens = new long[tasks.length];
        byte[] outcomes = new byte[tasks.length];
        for (int k = 0; k < tasks.length; k++) {
            tokens[k] = work.tokens[tasks[k]];
            boolean failed = kind == Message.ReportKind.RELEASED && work.outcome(tasks[k]) == Outcome.FAILED;
            boolean told = failed || kind == Message.ReportKind.EXECUTED;
            outcomes[k] = told ? work.outcomes[tasks[k]] : Outcome.NONE.code();
        }
        Message.Report report = new Message.Report(
                ++lastNo,
                kind,
                work.no(),
                work.partition.key,
                work.offsets(tasks),
                work.claim.ids().select(tasks, tasks.length),
                tokens,
                outcomes);
        Open added = new Open(report, work, tasks);
        work.openReports++;
        open.put(lastNo, added);
        unsent.add(added);
    }

    /** The leader's answer. @return the report, or null for one that was answered before */
    @Nullable
    Open answered(long reportNo) {
        Open answered = open.remove(reportNo);
        if (answered != null) {
            answered.work.openReports--;
        }
        return answered;
    }

    /** A new leader, or the old one again: everything is said again. */
    void sayAllAgain() {
        unsent.clear();
        unsent.addAll(open.values());
    }

    /**
     * Whether the leader knows all that has happened here. A mark is a question and not an event: below
     * {@code min.insync} it stays unanswered, and a node that leaves has given up what it asked for.
     */
    boolean isSettled() {
        return open.values().stream().allMatch(waiting -> waiting.report.kind() == Message.ReportKind.MARK);
    }

    int size() {
        return open.size();
    }

    void flush(NodeId leader) {
        if (outbox.now() - checkedMs >= RESEND_MS / 2) {
            checkedMs = outbox.now();
            Iterator<Open> all = open.values().iterator();
            while (all.hasNext()) {
                Open late = all.next();
                if (late.sentMs > Long.MIN_VALUE / 2 && outbox.now() - late.sentMs >= RESEND_MS) {
                    unsent.add(late);
                }
            }
        }
        List<Message.Report> batch = new ArrayList<>();
        int tasks = 0;
        for (Open next : unsent) {
            if (!open.containsKey(next.report.reportNo())) {
                continue;
            }
            if (!batch.isEmpty() && tasks + next.tasks.length > TASKS_PER_MESSAGE) {
                outbox.send(leader, new Message.Progress(batch));
                batch = new ArrayList<>();
                tasks = 0;
            }
            next.sentMs = outbox.now();
            batch.add(next.report);
            tasks += next.tasks.length;
        }
        if (!batch.isEmpty()) {
            outbox.send(leader, new Message.Progress(batch));
        }
        unsent.clear();
    }
}

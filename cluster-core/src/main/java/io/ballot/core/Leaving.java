package io.ballot.core;

import io.ballot.core.member.Membership;
import io.ballot.core.vote.Leadership;
import io.ballot.core.work.Workload;
import io.ballot.protocol.Member;
import io.ballot.protocol.Message;
import io.ballot.protocol.View;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * An orderly stop, step by step: finish what runs, tell the leader, commit and leave the consumer groups, say goodbye; the
 * last member closes the view (R3).
 *
 * <p>Every step has a deadline: what is left then is an unclean stop of that part, which costs checks, never tasks.
 */
final class Leaving {

    private static final long STEP_MS = 10_000;

    private enum Step {
        NOT_ASKED,
        DRAINING,
        STOPPING_TASKS,
        LEAVING_GROUPS,
        LAST_REPORTS,
        CLOSING,
        STOPPED;

        private static final Arrows.Table<Step> MOVES = Arrows.Table.of(Step.class)
                .from(NOT_ASKED, EnumSet.of(DRAINING))
                .from(DRAINING, EnumSet.of(STOPPING_TASKS))
                .from(STOPPING_TASKS, EnumSet.of(LEAVING_GROUPS))
                .from(LEAVING_GROUPS, EnumSet.of(LAST_REPORTS))
                .from(LAST_REPORTS, EnumSet.of(CLOSING, STOPPED))
                .from(CLOSING, EnumSet.of(STOPPED));
    }

    private final Outbox outbox;
    private final Arrows<Step> arrows;
    private final Membership membership;
    private final Workload workload;
    private Step step = Step.NOT_ASKED;
    private long untilMs;
    private long othersFirstUntilMs;
    private boolean consumptionStopped;

    Leaving(Outbox outbox, Membership membership, Workload workload) {
        this.outbox = outbox;
        this.arrows = outbox.arrows("leaving", Step.MOVES);
        this.membership = membership;
        this.workload = workload;
    }

    void onStopAsked() {
        if (step == Step.NOT_ASKED) {
            outbox.info("stop", "draining: " + workload.runningTasks() + " tasks are running");
            enter(Step.DRAINING, outbox.config().shutdownDrainMs());
            membership.beginLeaving();
            workload.drain();
        } else if (step == Step.DRAINING) {
            untilMs = outbox.now();
        }
    }

    private void enter(Step next, long deadlineMs) {
        arrows.take(step, next);
        step = next;
        untilMs = outbox.now() + deadlineMs;
    }

    /** Whether this node has left. */
    boolean isOver() {
        return step == Step.STOPPED;
    }

    void onConsumptionStopped() {
        consumptionStopped = true;
    }

    void onTick(@Nullable Leadership maybeReign) {
        boolean late = outbox.now() >= untilMs;
        switch (step) {
            case DRAINING -> {
                if (workload.runningTasks() == 0 || late) {
                    workload.stopRunning();
                    enter(Step.STOPPING_TASKS, outbox.config().times().leaseMarginMs());
                }
            }
            case STOPPING_TASKS -> {
                if (workload.runningTasks() == 0 || late) {
                    consumptionStopped = membership.groupsLeft();
                    membership.leaveGroups();
                    enter(Step.LEAVING_GROUPS, STEP_MS);
                }
            }
            case LEAVING_GROUPS -> {
                if (consumptionStopped || late) {
                    // A leader that does not lead yet hears no report: it may be gathering, without this node.
                    enter(
                            Step.LAST_REPORTS,
                            outbox.config().gatherMs() + outbox.config().cutoffMs());
                    othersFirstUntilMs = outbox.now() + outbox.config().cutoffMs();
                }
            }
            case LAST_REPORTS -> {
                boolean othersFirst = leadsOthers(maybeReign) && outbox.now() < othersFirstUntilMs;
                if ((workload.isDrained() && !othersFirst) || late) {
                    closeOrGo(maybeReign);
                }
            }
            case CLOSING -> {
                if (maybeReign == null || maybeReign.isClosed() || late) {
                    go();
                }
            }
            default -> {}
        }
    }

    /**
     * Whether this node leads others: it leaves them a moment to go first. When all were told to stop at once, the leader is
     * the one that has to be left at the end, or nobody closes the view (F5).
     */
    private static boolean leadsOthers(@Nullable Leadership maybeReign) {
        return maybeReign != null && maybeReign.leads() && !maybeReign.isAlone();
    }

    private void closeOrGo(@Nullable Leadership maybeReign) {
        if (maybeReign != null && maybeReign.isAlone() && workload.isDrained() && !maybeReign.isAnythingHeld()) {
            maybeReign.close();
            enter(Step.CLOSING, STEP_MS + outbox.config().cutoffMs());
        } else {
            go();
        }
    }

    /**
     * Goodbye comes after all reports and makes this life provably gone (R14): it is not said while a handler that ignored
     * its interrupt still runs. Then the lease decides, as after a crash.
     */
    private void go() {
        if (mayStillRun()) {
            outbox.warn(
                    "stop",
                    workload.runningTasks()
                            + " tasks do not end; leaving without a goodbye, so that nobody runs them before the lease is over");
        } else {
            outbox.info("stop", "goodbye");
            sayGoodbye();
        }
        membership.leave();
        enter(Step.STOPPED, 0);
        String failure = outbox.journal().maybeFailure();
        outbox.command(failure == null ? new Command.Stopped() : new Command.Halt(failure, null));
    }

    private boolean mayStillRun() {
        return workload.runningTasks() > 0;
    }

    private void sayGoodbye() {
        View view = membership.maybeView();
        for (Member member : membership.members().values()) {
            boolean concerned = member.node().equals(membership.maybeLeader())
                    || membership.role().leads()
                    || (view != null && view.leader().equals(member.node()));
            if (concerned && !member.node().equals(outbox.self())) {
                outbox.send(member.node(), new Message.Goodbye("orderly stop"));
            }
        }
    }
}

package io.ballot.core.work;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Outbox;
import io.ballot.core.member.Membership;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A node's tasks, from poll to commit. Holds the collaborators together and gives each event to the one it concerns.
 */
public final class Workload {

    private final Outbox outbox;
    private final Membership membership;
    private final Desk desk;
    private final Intake intake;
    private final Starter starter;
    private final SideRecords sides;
    private final Doubts doubts;
    private final Verdicts verdicts;
    private final Endings endings;
    private final Committer committer;
    private final Rebalance rebalance;
    private final EvidenceGiver evidence;
    private final StallWatch stalls;
    private long servedEpoch = -1;
    private boolean hadLease;
    private boolean worked;

    public Workload(Outbox outbox, Membership membership) {
        this.outbox = outbox;
        this.membership = membership;
        this.desk = new Desk(outbox, membership);
        this.intake = new Intake(desk);
        this.starter = new Starter(desk);
        this.sides = new SideRecords(desk);
        this.doubts = new Doubts(desk, sides);
        this.verdicts = new Verdicts(desk, starter, doubts, sides);
        this.endings = new Endings(desk, sides);
        ForeignCommits foreign = new ForeignCommits(desk);
        this.committer = new Committer(desk, foreign);
        this.rebalance = new Rebalance(desk, committer, foreign);
        this.evidence = new EvidenceGiver(desk);
        this.stalls = new StallWatch(desk, membership);
    }

    /** Takes an event of Kafka's or of the execution's. @return false if the event is not of these */
    public boolean on(Event event) {
        if (event instanceof Event.Polled polled) {
            intake.onPolled(polled);
            intake.afterPoll(polled.partition());
        } else if (event instanceof Event.TasksEnded ended) {
            endings.onEnded(ended);
            intake.afterProgress();
        } else if (event instanceof Event.PartitionsAssigned assigned) {
            rebalance.onAssigned(assigned);
        } else if (event instanceof Event.PartitionsRevoked revoked) {
            rebalance.onRevoked(revoked);
        } else if (event instanceof Event.PartitionsLost lost) {
            rebalance.onLost(lost);
        } else if (event instanceof Event.CommitDone done) {
            committer.onCommitDone(done);
        } else if (event instanceof Event.CommittedRead read) {
            committer.onCommittedRead(read);
        } else if (event instanceof Event.CheckAnswered answered) {
            doubts.onCheckAnswered(answered);
        } else if (event instanceof Event.LagRead read) {
            stalls.onLag(read);
        } else if (event instanceof Event.SideRecordWritten written) {
            sides.onWritten(written);
        } else {
            return false;
        }
        return true;
    }

    /** Takes a message of the leader of the promised epoch. */
    public void onMessage(Life leader, Message message) {
        if (message instanceof Message.Verdict verdict) {
            verdicts.onVerdict(verdict);
            intake.afterProgress();
        } else if (message instanceof Message.Reported reported) {
            onReported(reported);
        } else if (message instanceof Message.EvidenceAsk ask) {
            evidence.onAsk(leader, ask);
        } else if (message instanceof Message.OutcomeNotice notice) {
            doubts.onNotice(notice.ids());
        }
    }

    private void onReported(Message.Reported reported) {
        ReportQueue.Open open = desk.reports.answered(reported.reportNo());
        if (open == null) {
            return;
        }
        if (open.report.kind() == Message.ReportKind.MARK) {
            starter.marked(open.work, open.tasks, reported.refused());
        } else if (open.report.kind() == Message.ReportKind.EXECUTED) {
            for (int task : open.tasks) {
                if (open.work.phase(task) == Phase.REPORTING) {
                    desk.decide(open.work, task);
                } else if (open.work.phase(task) == Phase.BACKOFF) {
                    endings.onRecord(open.work, task);
                }
            }
        }
    }

    public void onTick() {
        endLease();
        intake.onTick();
        doubts.onTick();
        desk.forEachPartition(partition -> {
            for (ClaimWork work : List.copyOf(partition.claims)) {
                endings.onTick(work);
                sides.onTick(work);
            }
        });
        committer.onTick();
        stalls.onTick();
    }

    /** The end of the lease closes every open claim and every unstarted grant, for good, and stops what runs (R8, R9). */
    private void endLease() {
        boolean hasLease = membership.lease().isValid();
        if (hadLease && !hasLease) {
            outbox.warn("lease", "the lease has ended: tasks are interrupted, claims are closed");
            closeClaims();
            cancelRunning();
        }
        hadLease = hasLease;
    }

    private void closeClaims() {
        desk.forEachPartition(desk::closeUnstarted);
    }

    private void cancelRunning() {
        desk.forEachPartition(partition -> {
            for (ClaimWork work : partition.claims) {
                int[] running = work.in(Phase.HANDED);
                if (running.length > 0) {
                    for (int i : running) {
                        work.move(i, Phase.STOPPING);
                    }
                    outbox.command(new Command.Cancel(partition.key, work.no(), work.offsets(running)));
                }
            }
        });
    }

    /** Sends what gathered. */
    public void flush() {
        rebalance.flush();
        NodeId leader = membership.maybeLeader();
        boolean works = membership.works();
        if (leader != null && membership.role().consumes()) {
            if (servedEpoch != outbox.promised() || !worked) {
                servedEpoch = outbox.promised();
                desk.reports.sayAllAgain();
                intake.askAllAgain();
                doubts.askAllAgain();
                committer.tellAllAgain();
            }
            if (works) {
                starter.flush();
            }
            desk.reports.flush(leader);
            committer.flush(leader);
            if (works) {
                intake.flush(leader);
                doubts.flush(leader);
            }
        } else if (leader != null && desk.draining) {
            flushLastWords(leader);
        }
        worked = membership.role().consumes();
        desk.flushForgotten();
    }

    /**
     * What ran here is said before this node goes, also to a leader whose view it will never be in: with a disk that takes
     * nothing more it cannot even promise.
     */
    private void flushLastWords(NodeId leader) {
        View view = membership.maybeView();
        if (view == null || view.epoch() != outbox.promised()) {
            return; // It gathers, and hears no report.
        }
        if (servedEpoch != outbox.promised()) {
            servedEpoch = outbox.promised();
            desk.reports.sayAllAgain();
        }
        desk.reports.flush(leader);
    }

    // ---- leaving

    /** Nothing new is claimed or started; what is not started is given up. */
    public void drain() {
        if (!desk.draining) {
            desk.draining = true;
            closeClaims();
        }
    }

    /** What still runs is stopped. */
    public void stopRunning() {
        cancelRunning();
    }

    /** Whether nothing runs and the leader knows all that happened. */
    public boolean isDrained() {
        return desk.reports.isSettled() && runningTasks() == 0;
    }

    public int runningTasks() {
        int[] running = new int[1];
        desk.forEachPartition(partition -> partition.claims.forEach(work -> running[0] += work.countBusy()));
        return running[0];
    }

    // ---- what others ask

    public SortedSet<QueuePartition> owned() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(desk.current.keySet()));
    }

    public WorkStatus status() {
        TreeMap<String, WorkStatus.Queue> queues = new TreeMap<>();
        desk.queues.forEach((name, queue) -> queues.put(name, queueStatus(name, queue)));
        List<WorkStatus.Doubt> doubtful = new ArrayList<>();
        desk.forEachPartition(partition -> partition.claims.forEach(work -> addDoubts(work, doubtful)));
        return new WorkStatus(
                queues, doubtful, List.copyOf(desk.current.keySet()), desk.reports.size(), stalls.status());
    }

    private WorkStatus.Queue queueStatus(String name, QueueWork queue) {
        int[] counts = new int[Phase.values().length];
        desk.forEachPartition(partition -> {
            if (partition.key.queue().equals(name)) {
                for (ClaimWork work : partition.claims) {
                    for (Phase phase : Phase.values()) {
                        counts[phase.ordinal()] += work.count(phase);
                    }
                }
            }
        });
        return new WorkStatus.Queue(
                queue.grants,
                queue.executed,
                queue.failedAttempts,
                queue.suppressed,
                queue.doubts,
                queue.checks,
                queue.parked,
                queue.deadLetters,
                counts[Phase.HANDED.ordinal()] + counts[Phase.STOPPING.ordinal()],
                counts[Phase.VOTED.ordinal()] + counts[Phase.GRANTED.ordinal()] + counts[Phase.MARKING.ordinal()],
                counts[Phase.WAITING.ordinal()] + counts[Phase.DOUBT.ordinal()] + counts[Phase.CHECKING.ordinal()],
                counts[Phase.BACKOFF.ordinal()],
                queue.decisions.status(),
                queue.voteTimes.status());
    }

    private void addDoubts(ClaimWork work, List<WorkStatus.Doubt> doubtful) {
        for (int i = 0; i < work.size() && doubtful.size() < WorkStatus.DOUBTS_MAX; i++) {
            Phase phase = work.phase(i);
            if (phase.asksAgain() || phase == Phase.CHECKING) {
                doubtful.add(new WorkStatus.Doubt(
                        work.claim.ids().get(i),
                        work.partition.key,
                        work.claim.offsets()[i],
                        phase.name(),
                        phase == Phase.WAITING
                                ? "held elsewhere"
                                : work.cause(i).name(),
                        outbox.now() - work.openedMs));
            }
        }
    }
}

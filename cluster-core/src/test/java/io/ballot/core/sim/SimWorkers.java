package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.CheckWord;
import io.ballot.core.Event.Ending;
import io.ballot.protocol.QueuePartition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One process's workers: they run what they are handed while the lease holds, and the effect log sees it.
 *
 * <p>At the end of the lease they interrupt everything by themselves, as the real ones do. A handler that is interrupted
 * ends within the margin, well or not; that is the assumption of I3.
 */
final class SimWorkers {

    private record Key(QueuePartition partition, long claimNo, long offset) {}

    private static final class Job {
        final Key key;
        final Command.Start start;
        final int index;
        /** Set when it starts. */
        Run run;

        boolean started;
        boolean interrupted;

        Job(Key key, Command.Start start, int index, Run notYet) {
            this.key = key;
            this.start = start;
            this.index = index;
            this.run = notYet;
        }
    }

    private final SimProcess process;
    private final SimCluster cluster;
    private final SimRandom random;
    private final Map<Key, Job> jobs = new LinkedHashMap<>();
    private long leaseUntilMs = Long.MIN_VALUE / 2; // so that the time since then can be told
    private long lostLeaseMs = -1;
    private boolean startsAllowed;

    SimWorkers(SimProcess process, SimRandom random) {
        this.process = process;
        this.cluster = process.cluster;
        this.random = random;
    }

    /** True time at which the lease last ran out; -1 for never. */
    long lostLeaseMs() {
        return lostLeaseMs;
    }

    long running() {
        return jobs.values().stream().filter(job -> job.started).count();
    }

    boolean carryOut(Command command) {
        if (command instanceof Command.LeaseUntil lease) {
            leaseUntilMs = lease.untilMs();
            process.after(process.clock.trueDelayUntil(leaseUntilMs), this::watchLease);
            pump();
        } else if (command instanceof Command.AllowStarts allow) {
            startsAllowed = allow.allowed();
            pump();
        } else if (command instanceof Command.Start start) {
            start(start);
        } else if (command instanceof Command.Cancel cancel) {
            for (long offset : cancel.offsets()) {
                Job job = jobs.get(new Key(cancel.partition(), cancel.claimNo(), offset));
                if (job != null) {
                    interrupt(job);
                }
            }
        } else if (command instanceof Command.RunCheck check) {
            check(check);
        } else {
            return false;
        }
        return true;
    }

    boolean hasLease() {
        return process.clock.now() < leaseUntilMs;
    }

    /** The process is stopped: what runs in it stands still, and is excused once its lease is over, or if it was before. */
    void sleep() {
        if (!hasLease()) {
            excuseRunning();
            return;
        }
        cluster.heap.after(process.clock.trueDelayUntil(leaseUntilMs), () -> {
            if (process.isPaused()) {
                excuseRunning();
            }
        });
    }

    private void excuseRunning() {
        jobs.values().stream().filter(job -> job.started).forEach(job -> job.run.excused = true);
    }

    private void watchLease() {
        if (!hasLease()) {
            lostLeaseMs = cluster.heap.now();
            List.copyOf(jobs.values()).stream().filter(job -> job.started).forEach(this::interrupt);
        }
    }

    private void start(Command.Start start) {
        for (int i = 0; i < start.offsets().length; i++) {
            Key key = new Key(start.partition(), start.claimNo(), start.offsets()[i]);
            Run notYet = new Run(
                    start.ids().get(i),
                    key.partition(),
                    key.offset(),
                    start.tokens()[i],
                    start.attempts()[i],
                    process.life,
                    -1);
            if (jobs.putIfAbsent(key, new Job(key, start, i, notYet)) != null) {
                throw new InvariantViolation("contract", process + " was handed twice: " + notYet);
            }
        }
        pump();
    }

    private void pump() {
        for (Job job : List.copyOf(jobs.values())) {
            if (startsAllowed
                    && hasLease()
                    && !job.started
                    && hasRoom(job.key.partition().queue())) {
                begin(job);
            }
        }
    }

    private boolean hasRoom(String queue) {
        long busy = jobs.values().stream()
                .filter(job -> job.started && job.key.partition().queue().equals(queue))
                .count();
        return busy < cluster.plan.queues.get(queue).concurrency();
    }

    private void begin(Job job) {
        Run handed = job.run;
        job.started = true;
        job.run = new Run(
                handed.id,
                handed.partition,
                handed.offset,
                handed.token,
                handed.attempt,
                handed.life,
                cluster.heap.now());
        Run run = job.run;
        cluster.effects.started(run);
        cluster.trace.line(process.name().name(), "starts " + run);
        cluster.observe(invariant -> invariant.onRunStarted(run));
        Ending fate = cluster.work.ending(run);
        long takesMs = cluster.work.takesMs(run, random);
        if (fate == Ending.SUCCESS) {
            process.after(cluster.work.effectAfterMs(run, takesMs, random), () -> effect(run));
        }
        process.after(takesMs, () -> end(job, fate));
    }

    private void effect(Run run) {
        if (!run.isOver() && run.effectMs < 0 && !run.refused) {
            long before = cluster.effects.highestToken(run.id);
            run.refused = !cluster.effects.effect(run, cluster.heap.now());
            if (run.refused) {
                cluster.coverage.count("effects refused by their token", 1);
            } else {
                cluster.observe(invariant -> invariant.onEffect(run, before));
            }
        }
    }

    private void interrupt(Job job) {
        if (!job.started) {
            process.after(random.between(0, 5), () -> {
                if (!job.started && jobs.remove(job.key, job)) {
                    report(job, Ending.NOT_STARTED);
                }
            });
        } else if (!job.interrupted) {
            boolean ignores = cluster.work.ignoresInterrupt(job.run);
            if (ignores && hasLease()) {
                return; // it goes on as if nothing had been said; the end of the lease is another matter
            }
            job.interrupted = true;
            process.after(random.between(0, SimPlan.TIMES.leaseMarginMs() * 8 / 10), () -> {
                end(job, ignores ? Ending.SUCCESS : Ending.STOPPED);
            });
        }
    }

    private void end(Job job, Ending ending) {
        if (job.run.isOver()) {
            return;
        }
        if (ending == Ending.SUCCESS) {
            effect(job.run);
        }
        job.run.endMs = cluster.heap.now();
        job.run.maybeEnding = ending;
        jobs.remove(job.key);
        cluster.trace.line(process.name().name(), "ended " + job.run);
        cluster.observe(invariant -> invariant.onRunEnded(job.run));
        report(job, ending);
        pump();
    }

    private void report(Job job, Ending ending) {
        process.deliver(new Event.TasksEnded(
                job.key.partition(), job.key.claimNo(), new long[] {job.key.offset()}, new Ending[] {ending}));
    }

    /** Reads the effect log now, and answers later. */
    private void check(Command.RunCheck check) {
        if (cluster.happens(FaultKind.CHECK_SILENT, 0.02)) {
            return;
        }
        CheckWord said = cluster.work.check(check.id());
        process.after(
                random.between(5, 200),
                () -> process.deliver(
                        new Event.CheckAnswered(check.partition(), check.claimNo(), check.offset(), said)));
    }

    void die() {
        for (Job job : jobs.values()) {
            if (job.started && !job.run.isOver()) {
                job.run.endMs = cluster.heap.now();
                cluster.observe(invariant -> invariant.onRunEnded(job.run));
            }
        }
        jobs.clear();
    }
}

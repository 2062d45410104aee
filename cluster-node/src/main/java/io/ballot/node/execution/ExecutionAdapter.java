package io.ballot.node.execution;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.CheckWord;
import io.ballot.protocol.QueuePartition;
import io.ballot.worker.IdempotencyCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Executes the tasks that the core hands over, and asks the queues' checks.
 *
 * <p>No method that takes a command ever waits. Endings and answers come to the inbox from one thread of its own, which a
 * full inbox may hold up. When the lease ends nothing begins any more and all that runs is told to stop, without a word from
 * the driver (R9); a task that has not begun stays until it is cancelled or the lease is renewed.
 *
 * <p>Endings: a handler that returns is SUCCESS, also after it was told to stop, since the effect happened; a command that
 * was told to stop is not believed, since many programs end with 0 on SIGTERM. STOPPED may also come without a Cancel: at
 * the end of the lease, and when a command's guard was killed so that nobody knows how it ended.
 */
public final class ExecutionAdapter implements AutoCloseable {

    private final Map<String, WorkerPool> pools = new LinkedHashMap<>();
    private final Map<String, CheckPool> checks = new LinkedHashMap<>();
    private final ExecutionConfig config;
    private final LeaseGate gate;
    private final LeaseWatch watch;
    private final Plugins plugins;
    private final Shared shared;
    private final ExecutorService helpers;
    private boolean closed;

    /**
     * Loads and starts all workers and checks, and ends what commands of an earlier life still run: call it with the data
     * directory locked and before the node's first HELLO. Nothing is executed before the first {@link #leaseUntil}.
     *
     * @param inbox takes events; may block
     * @param clockMs the node's monotonic clock, in milliseconds
     * @param fatal told of an error in users' code that the process must not outlive, such as exhausted memory (R12)
     * @throws WorkerStartException a worker or check cannot be had; everything that was started is closed again
     */
    public static ExecutionAdapter open(
            ExecutionConfig config,
            TaskSource source,
            Consumer<Event> inbox,
            LongSupplier clockMs,
            Consumer<Throwable> fatal)
            throws WorkerStartException {
        return new ExecutionAdapter(config, source, inbox, clockMs, fatal);
    }

    private ExecutionAdapter(
            ExecutionConfig config,
            TaskSource source,
            Consumer<Event> inbox,
            LongSupplier clockMs,
            Consumer<Throwable> fatal)
            throws WorkerStartException {
        this.config = config;
        plugins = new Plugins(config.plugins());
        gate = new LeaseGate(clockMs);
        // Unbounded in number only in name: two for each running command, one for each attempt that is being stopped.
        helpers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "ballot-helper");
            thread.setDaemon(true);
            return thread;
        });
        shared = new Shared(source, gate, new Reporter(inbox), new LastWords(), helpers, fatal);
        CommandLauncher launcher = new CommandLauncher(config.commands(), gate, helpers, config.leaseMarginMs());
        try {
            if (config.queues().stream().anyMatch(ExecutionAdapter::usesCommands)) {
                launcher.open();
            }
            Workers workers = new Workers(config.nodeId(), plugins, launcher);
            for (QueueExecution queue : config.queues()) {
                openQueue(queue, workers);
            }
        } catch (WorkerStartException | RuntimeException e) {
            release();
            throw e;
        }
        watch = new LeaseWatch(gate, pools.values(), checks.values(), launcher, fatal);
        watch.open();
        pools.values().forEach(WorkerPool::open);
    }

    private void openQueue(QueueExecution queue, Workers workers) throws WorkerStartException {
        TaskRunner runner = workers.worker(queue);
        pools.put(queue.name(), new WorkerPool(queue, runner, plugins.classLoader(), shared));
        if (queue.maybeCheck().isPresent()) {
            Handler<IdempotencyCheck<?>> handler = queue.maybeCheck().get();
            Check check = workers.check(queue, handler, runner.codec());
            checks.put(queue.name(), new CheckPool(queue, check, plugins.classLoader(), shared));
        }
    }

    private static boolean usesCommands(QueueExecution queue) {
        return queue.worker() instanceof Handler.OfCommand
                || queue.maybeCheck()
                        .filter(Handler.OfCommand.class::isInstance)
                        .isPresent();
    }

    // ---- commands of the core

    public void start(Command.Start start) {
        pool(start.partition().queue()).start(start);
    }

    public void cancel(Command.Cancel cancel) {
        pool(cancel.partition().queue()).cancel(cancel);
    }

    public void leaseUntil(Command.LeaseUntil lease) {
        gate.until(lease.untilMs());
        watch.wake();
    }

    /** Whether tasks that were handed over may begin: not while the node is suspended (F1). */
    public void allowStarts(boolean allowed) {
        gate.allowStarts(allowed);
    }

    /** A queue without a check answers ERROR: the core was told of one that is not there. */
    public void runCheck(Command.RunCheck command) {
        CheckPool check = checks.get(command.partition().queue());
        if (check == null) {
            CheckPool.answer(shared, command, CheckWord.ERROR);
        } else {
            check.ask(command);
        }
    }

    private WorkerPool pool(String queue) {
        WorkerPool pool = pools.get(queue);
        if (pool == null) {
            throw new IllegalStateException("a task of queue " + queue + ", which this node does not execute");
        }
        return pool;
    }

    // ---- for people

    /** One per queue, in the order of the configuration. */
    public List<QueueStatus> status() {
        return pools.values().stream().map(WorkerPool::status).toList();
    }

    /** Tasks that were told to stop more than the lease margin ago and still run. */
    public List<RunningTask> stuckTasks() {
        List<RunningTask> stuck = new ArrayList<>();
        for (QueueStatus queue : status()) {
            queue.running().stream()
                    .filter(task -> task.maybeStopReason() != null && task.stoppingForMs() >= config.leaseMarginMs())
                    .forEach(stuck::add);
        }
        return stuck;
    }

    /** Why the latest attempt at this record failed, in words for a dead letter; null if it did not, or long ago. */
    public @Nullable String maybeFailure(QueuePartition partition, long offset) {
        return shared.lastWords().maybeFailure(partition, offset);
    }

    /** What the task at this record gave back; null if nothing, or long ago. */
    public byte @Nullable [] maybeResult(QueuePartition partition, long offset) {
        return shared.lastWords().maybeResult(partition, offset);
    }

    /**
     * Ends everything: what runs is told to stop and waited for within the lease margin (a command has to die in it), then
     * the workers are closed. An orderly stop drains first, by the core; this is what comes after it.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        gate.close();
        pools.values().forEach(WorkerPool::shut);
        checks.values().forEach(CheckPool::shut);
        watch.close();
        release();
    }

    private void release() {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(config.leaseMarginMs());
        Collection<WorkerPool> all = pools.values();
        all.forEach(pool -> pool.close(deadlineNanos));
        shared.reporter().close();
        helpers.shutdown();
        plugins.close();
    }
}

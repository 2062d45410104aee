package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.CoreConfig;
import io.ballot.core.Event;
import io.ballot.core.Machine;
import io.ballot.core.NodeMachine;
import io.ballot.core.Recovery;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process: a machine and its driver. Events are handed over one by one; the flush comes once all events of the same
 * millisecond have been, as the real driver flushes when its inbox is empty.
 */
final class SimProcess {

    private static final long TICK_MIN_MS = 60;
    private static final long TICK_MAX_MS = 100;

    final SimCluster cluster;
    final SimNode node;
    final Life life;
    final StoreRef store;
    final SimClock clock;
    final SimWorkers workers;
    final ZkClient zooKeeper;
    final SimConsumer consumer;
    private final SimJournal journal;
    private final SimRandom random;
    private final Machine machine;
    private boolean alive = true;
    private boolean flushPlanned;
    private boolean stopAsked;
    private boolean paused;
    private boolean machineOver;
    private final List<Runnable> held = new ArrayList<>();

    SimProcess(
            SimCluster cluster, SimNode node, CoreConfig config, @Nullable Recovery maybeRecovery, SimRandom random) {
        this.cluster = cluster;
        this.node = node;
        this.life = config.self();
        this.store = config.store();
        this.random = random;
        this.clock = clock(cluster, random);
        this.workers = new SimWorkers(this, random.split());
        Member member = new Member(store, life, name() + ":1", "http://" + name() + ":2", 1, "sim", 1);
        this.zooKeeper = new ZkClient(this, member, random.split());
        this.consumer = new SimConsumer(this, random.split());
        this.journal = new SimJournal(this, random.split());
        this.machine = cluster.machines.create(config, maybeRecovery);
    }

    private static SimClock clock(SimCluster cluster, SimRandom random) {
        boolean beyond = cluster.plan.has(FaultKind.CLOCK_BEYOND_BOUND);
        if (beyond) {
            cluster.coverage.hit(FaultKind.CLOCK_BEYOND_BOUND);
        }
        int permille = beyond ? 300 : 10; // the bound of the view is one percent
        return new SimClock(cluster.heap, random.between(0, 1_000_000_000), (int) random.between(-permille, permille));
    }

    NodeId name() {
        return life.node();
    }

    boolean isAlive() {
        return alive;
    }

    /** The real machine, for invariants that look inside; null where a test put something else in its place. */
    @Nullable
    NodeMachine maybeMachine() {
        return machine instanceof NodeMachine real ? real : null;
    }

    void begin() {
        cluster.trace.line(name().name(), "begins as " + life + " with " + store);
        zooKeeper.connect();
        tick();
    }

    private void tick() {
        deliver(new Event.Tick());
        after(random.between(TICK_MIN_MS, TICK_MAX_MS), this::tick);
    }

    /** Does something of this process later, if it still lives then. */
    void after(long delayMs, Runnable action) {
        cluster.heap.after(delayMs, guarded(action));
    }

    void at(long atMs, Runnable action) {
        cluster.heap.at(atMs, guarded(action));
    }

    private Runnable guarded(Runnable action) {
        return () -> {
            if (alive && paused) {
                held.add(action);
            } else if (alive) {
                action.run();
            }
        };
    }

    /** SIGSTOP, and SIGCONT after {@code forMs}. What others wait for from it runs out meanwhile. */
    void pause(long forMs) {
        if (paused || stopAsked) {
            return;
        }
        paused = true;
        cluster.trace.line(name().name(), "is paused for " + forMs + " ms");
        zooKeeper.sleep(forMs);
        consumer.sleep(forMs);
        workers.sleep();
        cluster.heap.after(forMs, this::resume);
    }

    private void resume() {
        if (!alive || !paused) {
            return;
        }
        cluster.trace.line(name().name(), "goes on");
        paused = false;
        List<Runnable> due = List.copyOf(held);
        held.clear();
        due.forEach(action -> after(0, action));
    }

    boolean isPaused() {
        return paused;
    }

    void deliver(Event event) {
        if (alive
                && !machineOver
                && cluster.jams.lets(Jam.ANY, name().name(), event, () -> after(0, () -> take(event)))) {
            take(event);
        }
    }

    private void take(Event event) {
        if (machineOver) {
            return;
        }
        if (!(event instanceof Event.Tick)) {
            cluster.trace.event(name().name(), event);
        }
        run(out -> machine.on(event, clock.now(), out::add));
        if (alive && !flushPlanned) {
            flushPlanned = true;
            after(0, this::flush);
        }
        cluster.observe(invariant -> invariant.onEvent(this, event));
    }

    private void flush() {
        flushPlanned = false;
        if (machineOver) {
            return;
        }
        run(out -> machine.flush(clock.now(), out::add));
        cluster.observe(invariant -> invariant.onEvent(this, null));
    }

    private interface Step {
        void into(List<Command> out);
    }

    private void run(Step step) {
        List<Command> out = new ArrayList<>();
        try {
            step.into(out);
        } catch (RuntimeException e) {
            InvariantViolation violation = new InvariantViolation("R12", name() + " threw " + e);
            violation.initCause(e);
            throw violation;
        }
        for (Command command : out) {
            if (alive) {
                cluster.trace.line(name().name(), command);
                if (cluster.jams.lets(name().name(), Jam.ANY, command, () -> after(0, () -> carryOut(command)))) {
                    carryOut(command);
                }
            }
        }
    }

    private void carryOut(Command command) {
        cluster.observe(invariant -> invariant.onCommand(this, command));
        if (command instanceof Command.Send send) {
            cluster.network.send(this, send);
        } else if (command instanceof Command.ProbeAddress probe) {
            cluster.links.probe(this, probe);
        } else if (zooKeeper.carryOut(command) || consumer.carryOut(command) || workers.carryOut(command)) {
            return;
        } else if (command instanceof Command.Note note) {
            cluster.coverage.hit(note);
        } else if (command instanceof Command.Journal write) {
            journal.write(write);
        } else if (command instanceof Command.Stopped) {
            stopped();
        } else if (command instanceof Command.Halt halt) {
            if (journal.hasFailed()) {
                stopped();
            } else {
                cluster.halted(this, halt.reason());
            }
        }
    }

    /** SIGTERM. */
    void askToStop() {
        if (!stopAsked) {
            stopAsked = true;
            deliver(new Event.StopAsked());
        }
    }

    boolean isStopping() {
        return stopAsked;
    }

    /** The daemon is done; its process takes a moment to exit, and a handler that ignores everything runs until then. */
    private void stopped() {
        machineOver = true;
        countArrows();
        zooKeeper.close();
        consumer.die();
        cluster.heap.after(random.between(0, 300), () -> {
            if (alive) {
                alive = false;
                workers.die();
                node.ended();
                cluster.links.closedByKernel(this);
            }
        });
    }

    /** Once, when its machine has done its last step. */
    void countArrows() {
        NodeMachine real = maybeMachine();
        if (real != null) {
            real.arrows().forEach(cluster.coverage::add);
        }
    }

    void die() {
        countArrows();
        alive = false;
        workers.die();
        zooKeeper.die();
        consumer.die();
    }

    @Override
    public String toString() {
        return life.toString();
    }
}

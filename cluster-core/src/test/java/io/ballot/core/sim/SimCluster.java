package io.ballot.core.sim;

import io.ballot.core.NodeMachine;
import io.ballot.core.member.Role;
import io.ballot.core.offset.CommitMetadata;
import io.ballot.core.offset.CommitPoint;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One simulated run: machines, and the world around them, in virtual time from one seed.
 *
 * <p>Two phases. In the first, tasks are submitted and faults happen as the seed's plan says; then everything is mended and
 * all nodes are started, and every record must come to its end within a bounded time (L1).
 */
final class SimCluster {

    /** More than an unclean start, a stuck node's return and a slow task's attempts, one after the other. */
    private static final long HEALING_MAX_MS = 180_000;

    final SimPlan plan;
    final EventHeap heap = new EventHeap();
    final SimTrace trace = new SimTrace(heap);
    final Coverage coverage = new Coverage();
    final EffectLog effects = new EffectLog();
    final Jam.All jams = new Jam.All();
    final MachineFactory machines;
    final SimNetwork network;
    final SimLinks links;
    final SimZooKeeper zooKeeper;
    final SimKafka kafka;
    SimWork work = new DrawnWork(this);
    private final long seed;
    private final SimRandom chance;
    private final TreeMap<NodeId, SimNode> nodes = new TreeMap<>();
    private final List<Invariant> invariants = new ArrayList<>();
    /** Why nodes have halted. */
    final TreeMap<NodeId, String> halts = new TreeMap<>();

    boolean haltsAreExpected;
    private boolean healed;
    private long numbers;

    SimCluster(long seed, MachineFactory machines) {
        this(seed, new SimPlan(seed), machines);
    }

    SimCluster(long seed, SimPlan plan, MachineFactory machines) {
        this.seed = seed;
        this.machines = machines;
        this.plan = plan;
        SimRandom random = plan.random;
        this.chance = random.split();
        this.network = new SimNetwork(this, random.split());
        this.links = new SimLinks(this, new SimRandom(~seed));
        this.zooKeeper = new SimZooKeeper(this);
        this.kafka = new SimKafka(this, random.split());
        for (int i = 1; i <= plan.nodes; i++) {
            NodeId name = new NodeId("n" + i);
            nodes.put(name, new SimNode(this, name, random.split()));
        }
        invariants.addAll(Invariants.all(this));
    }

    /** Runs it to its end. @throws InvariantViolation with the seed and the last lines of the story */
    SimResult run() {
        try {
            if (plan.hintsAtStart) {
                rememberAnEarlierCluster();
            }
            nodes.values().forEach(node -> heap.after(plan.random.between(0, 500), node::start));
            kafka.planSubmissions();
            FaultInjector faults = new FaultInjector(this, plan.random.split());
            faults.plan();
            while (heap.step(plan.faultsMs)) {
                // on to the next
            }
            heal(faults);
            long deadline = heap.now() + HEALING_MAX_MS;
            boolean more = true;
            while (more && !isDone()) {
                more = heap.step(deadline);
            }
            if (!isDone()) {
                throw new InvariantViolation("L1", "not at its end after " + HEALING_MAX_MS + " ms: " + unfinished());
            }
            observe(Invariant::atTheEnd);
            processes().forEach(SimProcess::countArrows);
        } catch (InvariantViolation violation) {
            throw withStory(violation);
        } catch (RuntimeException e) {
            InvariantViolation violation = new InvariantViolation(InvariantViolation.OF_SIMULATOR, e.toString());
            violation.initCause(e);
            throw withStory(violation);
        }
        return new SimResult(seed, trace.hash(), trace.events(), heap.now(), coverage);
    }

    private InvariantViolation withStory(InvariantViolation violation) {
        InvariantViolation told = new InvariantViolation(
                violation.invariant(),
                "seed " + seed + " at " + heap.now() + " ms: " + violation.story() + "\n" + plan + "\n"
                        + String.join("\n", trace.tail()));
        told.initCause(violation);
        return told;
    }

    private void heal(FaultInjector faults) {
        trace.line("world", "everything is mended");
        healed = true;
        network.heal();
        links.heal();
        faults.stop();
    }

    private boolean isDone() {
        return heap.now() > plan.submitMs && kafka.isDone();
    }

    private String unfinished() {
        List<String> lines = new ArrayList<>();
        kafka.logs().stream().filter(log -> !log.isDone()).forEach(log -> lines.add(log + " " + firstUndecided(log)));
        nodes.values().forEach(node -> lines.add(node.name + " " + describe(node.maybeProcess())));
        return String.join("\n  ", lines);
    }

    /** What the leaders' ledgers say of the record that holds a partition up. */
    private String firstUndecided(SimLog log) {
        List<SimLog.SimRecord> next = log.read(Math.max(0, log.committedOfItsOwn()), log.end(), 1);
        StringBuilder said = new StringBuilder(next.isEmpty() ? "" : next.get(0).toString());
        for (SimProcess process : processes()) {
            NodeMachine machine = process.maybeMachine();
            if (machine != null && machine.role() == Role.LEADER && !next.isEmpty()) {
                Registry registry = machine.registry();
                Id128 id = next.get(0).id();
                long slot = registry.find(id.hi(), id.lo());
                said.append(
                        slot == Registry.ABSENT
                                ? ", not in the ledger of " + process
                                : ", " + registry.state(slot) + " " + registry.outcome(slot) + " by "
                                        + registry.holder(slot) + " claim " + registry.claimNo(slot) + " offset "
                                        + registry.offset(slot));
            }
        }
        return said.toString();
    }

    private String describe(@Nullable SimProcess process) {
        if (process == null || process.maybeMachine() == null) {
            return "is down";
        }
        return Structure.text(process.maybeMachine().status(process.clock.now()));
    }

    /** Groups that have committed for a cluster of that name whose ZooKeeper state is gone: hints are all that is left. */
    private void rememberAnEarlierCluster() {
        for (SimLog log : kafka.logs()) {
            for (int i = 0; i < 6; i++) {
                log.append(plan.random.id(), false);
            }
            long[] finished = {3, 4};
            int[] prints = new int[2];
            for (int k = 0; k < 2; k++) {
                prints[k] = CommitPoint.fingerprint(log.at(finished[k]).id());
                effects.ancient(log.at(finished[k]).id());
            }
            effects.ancient(log.at(0).id());
            CommitPoint point = new CommitPoint(1, finished, prints);
            log.commit(
                    1,
                    CommitMetadata.encode(
                            point,
                            "sim",
                            new Id128(3, 3),
                            log.partition.topicId(),
                            -1,
                            CommitMetadata.MAX_BYTES_DEFAULT));
        }
    }

    // ---- what its parts ask

    /** Draws whether a fault of the plan happens now; if so, counts it. */
    boolean happens(FaultKind kind, double probability) {
        boolean happens = !healed && plan.has(kind) && chance.chance(probability);
        if (happens) {
            coverage.hit(kind);
        }
        return happens;
    }

    boolean isHealed() {
        return healed;
    }

    /** Lets one more look on, from now. */
    void watch(Invariant invariant) {
        invariants.add(invariant);
    }

    void observe(Consumer<Invariant> watch) {
        invariants.forEach(watch);
    }

    /** A node has stopped itself: its process ends, if the script expects that. */
    void halted(SimProcess process, String reason) {
        if (!haltsAreExpected) {
            throw new InvariantViolation("R12", process.name() + " halts: " + reason);
        }
        halts.put(process.name(), reason);
        process.node.crash("halts: " + reason);
    }

    SimNode node(NodeId name) {
        SimNode node = nodes.get(name);
        if (node == null) {
            throw new IllegalStateException("no node " + name);
        }
        return node;
    }

    Collection<SimNode> nodes() {
        return nodes.values();
    }

    /** All processes that live now, by name. */
    List<SimProcess> processes() {
        List<SimProcess> live = new ArrayList<>();
        for (SimNode node : nodes.values()) {
            SimProcess process = node.maybeProcess();
            if (process != null) {
                live.add(process);
            }
        }
        return live;
    }

    long nextNumber() {
        return ++numbers;
    }
}

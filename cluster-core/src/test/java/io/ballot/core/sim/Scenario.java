package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event.CheckWord;
import io.ballot.core.Event.Ending;
import io.ballot.core.NodeMachine;
import io.ballot.core.QueuePolicy;
import io.ballot.core.member.Role;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A simulated cluster on strings: nothing goes wrong but what the script says, every invariant is checked after every
 * event, and {@link #end} heals all and wants every record at its end.
 *
 * <p>One queue, "a". Tasks take 20 ms and succeed, the check reads the effect log, unless the script says otherwise. Nodes
 * are called n1, n2, …; times are virtual milliseconds.
 *
 * <p>To add one: a test method {@code sNN_whatIsPromised} in some class {@code ScenariosOf…Test} of this package, tagged with
 * {@code SNN} and the requirements that it shows. {@code dev/sim.sh --scenario} finds it by itself ({@link Scenarios}). It
 * must assert that what it is about did happen: {@link #until} waits for that and fails without it.
 */
final class Scenario {

    /** How long {@link #until} waits. */
    private static final long PATIENCE_MS = 120_000;

    private static final AtomicLong EVENTS = new AtomicLong();

    final SimCluster cluster;
    private final ScriptedWork work;

    private Scenario(int nodes, int partitions, QueuePolicy policy, FilterParams filter) {
        cluster = new SimCluster(1, SimPlan.quiet(nodes, partitions, policy, filter), NodeMachine::new);
        work = new ScriptedWork(cluster.effects);
        cluster.work = work;
    }

    static Scenario of(int nodes) {
        return of(nodes, 2, QueuePolicy.Check.ASK, new FilterParams(2_000, 1e-4));
    }

    static Scenario of(int nodes, int partitions, QueuePolicy.Check check, FilterParams filter) {
        return new Scenario(nodes, partitions, new QueuePolicy("a", 4, check, 3, 50, 1_000, 1_000), filter);
    }

    static Scenario of(int nodes, int partitions, QueuePolicy policy) {
        return new Scenario(nodes, partitions, policy, new FilterParams(2_000, 1e-4));
    }

    // ---- time

    /** Starts all nodes and waits until one leads and all are in its stored in-sync set. */
    Scenario start() {
        cluster.nodes().forEach(SimNode::start);
        until("everybody is in-sync", () -> inSync() == cluster.nodes().size());
        until("all partitions have owners", this::allOwned);
        until("everybody stands", () -> cluster.zooKeeper.electionQueue().size() == inSync());
        return this;
    }

    void pass(long ms) {
        long until = cluster.heap.now() + ms;
        boolean more = true;
        while (more) {
            more = cluster.heap.step(until);
        }
    }

    void until(String what, BooleanSupplier condition) {
        long deadline = cluster.heap.now() + PATIENCE_MS;
        boolean more = true;
        while (more && !condition.getAsBoolean()) {
            more = cluster.heap.step(deadline);
        }
        if (!condition.getAsBoolean()) {
            throw new InvariantViolation("scenario", "never: " + what + "\n" + String.join("\n", cluster.trace.tail()));
        }
    }

    /** Heals everything, starts what is down and waits until every record is committed. */
    void end() {
        cluster.network.heal();
        cluster.links.heal();
        cluster.jams.end();
        cluster.nodes().stream().filter(node -> !node.runs()).forEach(SimNode::start);
        until("every record is at its end", cluster.kafka::isDone);
        cluster.observe(Invariant::atTheEnd);
        EVENTS.addAndGet(cluster.trace.events());
    }

    /** Events of all scenarios that came to their end in this JVM. */
    static long eventsOfAll() {
        return EVENTS.get();
    }

    // ---- nodes

    SimNode node(String name) {
        return cluster.node(new NodeId(name));
    }

    SimProcess process(String name) {
        return node(name).process();
    }

    NodeMachine machine(String name) {
        NodeMachine machine = process(name).maybeMachine();
        if (machine == null) {
            throw new IllegalStateException(name + " has no real machine");
        }
        return machine;
    }

    /** The name of whoever leads the highest epoch; waits until somebody does. */
    String leader() {
        until("somebody leads", () -> !leaders().isEmpty());
        List<SimProcess> leaders = leaders();
        leaders.sort((a, b) ->
                Long.compare(b.maybeMachine().epoch(), a.maybeMachine().epoch()));
        return leaders.get(0).name().name();
    }

    private List<SimProcess> leaders() {
        List<SimProcess> leaders = new ArrayList<>();
        for (SimProcess process : cluster.processes()) {
            if (process.maybeMachine() != null && process.maybeMachine().role() == Role.LEADER) {
                leaders.add(process);
            }
        }
        return leaders;
    }

    /** The names of all others that run, in order. */
    List<String> followers() {
        String leader = leader();
        return cluster.processes().stream()
                .map(process -> process.name().name())
                .filter(name -> !name.equals(leader))
                .toList();
    }

    /** Who is nominated next when the leader's election znode goes. */
    String nextInLine() {
        return cluster.zooKeeper.electionQueue().get(1).name();
    }

    /** The follower that is not {@link #nextInLine}, of three nodes. */
    String lastInLine() {
        return cluster.zooKeeper.electionQueue().get(2).name();
    }

    Role role(String name) {
        return machine(name).role();
    }

    /** Its machine loses power: nobody is told, its disk stays. (SIGKILL is {@link SimNode#kill}.) */
    void crash(String name) {
        node(name).crash("script");
    }

    /** The same, and its disk goes with it. */
    void crashAndForget(String name) {
        crash(name);
        node(name).disk.lose();
    }

    // ---- links

    /** Cuts one direction. */
    void cut(String from, String to) {
        cluster.network.cut(new NodeId(from), new NodeId(to));
    }

    void mend(String from, String to) {
        cluster.network.mend(new NodeId(from), new NodeId(to));
    }

    /** Cuts all links of a node, both ways. */
    void isolate(String name) {
        cluster.nodes().stream()
                .map(node -> node.name.name())
                .filter(other -> !other.equals(name))
                .forEach(other -> {
                    cut(name, other);
                    cut(other, name);
                });
    }

    void rejoin(String name) {
        cluster.nodes().stream()
                .map(node -> node.name.name())
                .filter(other -> !other.equals(name))
                .forEach(other -> {
                    mend(name, other);
                    mend(other, name);
                });
    }

    // ---- what passes: messages from node to node, commands from a node, events to a node; "*" is any, see Jam

    /** Loses all of that kind until everything heals. */
    <T> Jam<T> lose(Class<T> kind, String from, String to) {
        return cluster.jams.add(new Jam<>(kind, Jam.Way.IS_LOST, from, to));
    }

    /** Holds all of that kind until it is released or everything heals. */
    <T> Jam<T> hold(Class<T> kind, String from, String to) {
        return cluster.jams.add(new Jam<>(kind, Jam.Way.IS_HELD, from, to));
    }

    /** Remembers all of that kind from now on. */
    <T> Jam<T> watch(Class<T> kind, String from, String to) {
        return cluster.jams.add(new Jam<>(kind, Jam.Way.PASSES, from, to));
    }

    /** What nodes say of that kind, for their logs. */
    Jam<Command.Note> notes(String kind) {
        return watch(Command.Note.class, "*", "*").where(note -> note.kind().equals(kind));
    }

    void await(Jam<?> jam, String what) {
        until(what, () -> !jam.isEmpty());
    }

    // ---- Kafka and tasks

    SimLog log(int partition) {
        return cluster.kafka.logs().stream()
                .filter(log -> log.partition.partition() == partition)
                .findFirst()
                .orElseThrow();
    }

    /** An id that no task has yet. */
    Id128 anId() {
        return cluster.plan.random.id();
    }

    Id128 submit(int partition) {
        Id128 id = anId();
        log(partition).append(id, false);
        return id;
    }

    /** A record without an id of its own, named by where it lies. */
    Id128 submitUnnamed(int partition) {
        Id128 id = anId();
        log(partition).append(id, true);
        return id;
    }

    /** A task that takes so long. */
    Id128 submit(int partition, long ms) {
        Id128 id = submit(partition);
        work.takes(id, ms);
        return id;
    }

    /** A task that takes so long, and has its effect so long after its start. */
    Id128 submit(int partition, long ms, long effectMs) {
        Id128 id = submit(partition, ms);
        work.effectAfter(id, effectMs);
        return id;
    }

    void submitAgain(Id128 id, int partition) {
        log(partition).append(id, false);
    }

    /** How the next attempts of a task end; after them it succeeds. */
    void ends(Id128 id, Ending... next) {
        work.ends(id, List.of(next));
    }

    /** Its handler does not hear an interrupt. */
    void isDeaf(Id128 id) {
        work.isDeaf(id);
    }

    void checkSays(Id128 id, CheckWord word) {
        work.checkSays(id, word);
    }

    /** The name of the partition's owner; waits for one. */
    String owner(int partition) {
        until("partition " + partition + " has an owner", () -> maybeOwner(partition) != null);
        return String.valueOf(maybeOwner(partition)).split("/", 2)[0];
    }

    /** Has the group give the partition to that node, in order, and waits until it is there. */
    void move(int partition, String name) {
        cluster.kafka.group("a").pin(log(partition).partition, new NodeId(name));
        until(name + " owns partition " + partition, () -> owner(partition).equals(name));
    }

    /** The group goes on without that node, which learns of it later. */
    void expel(String name) {
        cluster.kafka.group("a").expel(process(name).consumer);
    }

    private Object maybeOwner(int partition) {
        SimConsumer owner = cluster.kafka.group("a").maybeOwner(log(partition).partition);
        return owner == null || !owner.believesToOwn(log(partition).partition)
                ? null
                : owner.name().name();
    }

    /** Whether all partitions are owned by nodes that live. */
    boolean allOwned() {
        for (SimLog log : cluster.kafka.logs()) {
            if (maybeOwner(log.partition.partition()) == null) {
                return false;
            }
        }
        return true;
    }

    void untilRunning(Id128 id) {
        until("the task runs", () -> runs(id).stream().anyMatch(run -> !run.isOver()));
    }

    void untilCommitted(int partition) {
        until("partition " + partition + " is committed", log(partition)::isDone);
    }

    // ---- what came of it

    List<Run> runs(Id128 id) {
        return cluster.effects.runs(id);
    }

    int checksOf(Id128 id) {
        return work.checksOf(id);
    }

    /** The view that ZooKeeper stores. */
    View view() {
        View view = cluster.zooKeeper.state().maybeView();
        if (view == null) {
            throw new InvariantViolation("scenario", "no view was ever stored");
        }
        return view;
    }

    /** Members of the in-sync set that ZooKeeper stores. */
    int inSync() {
        return cluster.zooKeeper.state().maybeView() == null
                ? 0
                : view().inSync().size();
    }

    long epoch() {
        return cluster.zooKeeper.state().epoch();
    }

    /** What that node's ledger says of the task; null for nothing. */
    @Nullable
    TaskState stateAt(String name, Id128 id) {
        Registry registry = machine(name).registry();
        long slot = registry.find(id.hi(), id.lo());
        return slot == Registry.ABSENT ? null : registry.state(slot);
    }

    /** The token under which that node's ledger has the task, 0 for none. */
    long tokenAt(String name, Id128 id) {
        Registry registry = machine(name).registry();
        long slot = registry.find(id.hi(), id.lo());
        return slot == Registry.ABSENT ? 0 : registry.token(slot);
    }

    /** Whether the task waits or is doubtful on that node. */
    boolean isDoubtful(String name, Id128 id) {
        return machine(name).status(process(name).clock.now()).work().doubts().stream()
                .anyMatch(doubt -> doubt.id().equals(id));
    }

    void assertNeverChecked(Id128... ids) {
        for (Id128 id : ids) {
            assertThat(checksOf(id)).as("checks of " + id).isZero();
        }
    }

    void assertRanOnce(Id128... ids) {
        for (Id128 id : ids) {
            assertThat(runs(id)).as("runs of " + id).hasSize(1);
        }
    }
}

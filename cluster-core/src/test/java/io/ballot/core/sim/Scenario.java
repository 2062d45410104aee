package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event.CheckWord;
import io.ballot.core.Event.Ending;
import io.ballot.core.NodeMachine;
import io.ballot.core.QueuePolicy;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.TaskState;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
final class Scenario extends ScriptedCluster {

    private static final AtomicLong EVENTS = new AtomicLong();

    private final ScriptedWork work;

    private Scenario(int nodes, int partitions, QueuePolicy policy, FilterParams filter) {
        super(new SimCluster(1, SimPlan.quiet(nodes, partitions, policy, filter), NodeMachine::new));
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

    // ---- from beginning to end

    /** Starts all nodes and waits until one leads and all are in its stored in-sync set. */
    Scenario start() {
        cluster.nodes().forEach(SimNode::start);
        until("everybody is in-sync", () -> inSync() == cluster.nodes().size());
        until("all partitions have owners", this::allOwned);
        until("everybody stands", () -> cluster.zooKeeper.electionQueue().size() == inSync());
        return this;
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

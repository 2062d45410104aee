package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.NodeMachine;
import io.ballot.core.member.Role;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a script can do to a cluster, and ask of it, apart from its tasks: let time pass, crash nodes, cut links, lose and hold
 * what passes, read what ZooKeeper stores. {@link Scenario} adds Kafka, the tasks and what came of them; it extends this rather than
 * holding it, since a script should read as one.
 */
abstract class ScriptedCluster {

    /** How long {@link #until} waits. */
    private static final long PATIENCE_MS = 120_000;

    final SimCluster cluster;

    ScriptedCluster(SimCluster cluster) {
        this.cluster = cluster;
    }

    // ---- time

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
        return inLine().get(1);
    }

    /** The follower that is not {@link #nextInLine}, of three nodes. */
    String lastInLine() {
        return inLine().get(2);
    }

    /** All that stand, the leader first. */
    List<String> inLine() {
        return cluster.zooKeeper.electionQueue().stream().map(NodeId::name).toList();
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

    // ---- what ZooKeeper stores

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
}

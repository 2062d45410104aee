package io.ballot.core.sim;

import io.ballot.core.registry.Registry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskState;
import org.jspecify.annotations.Nullable;

/** Who plays which part, fixed by the order in which nodes start; and what single nodes hold of single tasks. */
final class Cast {

    /** A ledger's entry as it stood when it was looked at. */
    record Held(TaskState state, Outcome outcome, long token, Life holder, long claimNo) {}

    private Cast() {}

    /**
     * Starts these one after the other, each in-sync before the next: the first leads, the others succeed it in this order.
     * Partition k belongs to the k-th of them by name.
     */
    static Scenario startInOrder(Scenario scenario, String... names) {
        int members = 0;
        for (String name : names) {
            scenario.node(name).start();
            int wanted = ++members;
            scenario.until(name + " is in-sync", () -> scenario.inSync() == wanted && stands(scenario, name));
        }
        scenario.until("all partitions have owners", scenario::allOwned);
        scenario.pass(1_000);
        return scenario;
    }

    private static boolean stands(Scenario scenario, String name) {
        return scenario.cluster.zooKeeper.electionQueue().contains(new NodeId(name));
    }

    /** What a node's ledger has of a task, null for nothing. */
    static @Nullable Held maybeHeld(Scenario scenario, String name, Id128 id) {
        Registry registry = scenario.machine(name).registry();
        long slot = registry.find(id.hi(), id.lo());
        return slot == Registry.ABSENT
                ? null
                : new Held(
                        registry.state(slot),
                        registry.outcome(slot),
                        registry.token(slot),
                        registry.holder(slot),
                        registry.claimNo(slot));
    }

    static boolean holds(Scenario scenario, String name, Id128 id, TaskState state) {
        Held held = maybeHeld(scenario, name, id);
        return held != null && held.state() == state;
    }

    /** Cuts both ways between two nodes. */
    static void part(Scenario scenario, String one, String other) {
        scenario.cut(one, other);
        scenario.cut(other, one);
    }

    static void join(Scenario scenario, String one, String other) {
        scenario.mend(one, other);
        scenario.mend(other, one);
    }

    /** Whether the node has the right to run tasks now. */
    static boolean hasLease(Scenario scenario, String name) {
        SimProcess process = scenario.process(name);
        return process.maybeMachine() != null
                && process.maybeMachine().status(process.clock.now()).leaseLeftMs() > 0;
    }

    static boolean isInStoredView(Scenario scenario, String name) {
        var view = scenario.cluster.zooKeeper.state().maybeView();
        return view != null
                && view.inSync().stream().anyMatch(store -> store.node().name().equals(name));
    }
}

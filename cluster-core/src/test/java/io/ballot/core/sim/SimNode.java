package io.ballot.core.sim;

import io.ballot.core.CoreConfig;
import io.ballot.core.Recovery;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import org.jspecify.annotations.Nullable;

/** One configured node: its name and its disk outlive its processes. */
final class SimNode {

    final NodeId name;
    private final SimCluster cluster;
    private final SimRandom random;
    private final Id128 dir;
    private StoreRef lastStore;
    final SimDisk disk = new SimDisk();
    private @Nullable SimProcess maybeProcess;

    SimNode(SimCluster cluster, NodeId name, SimRandom random) {
        this.cluster = cluster;
        this.name = name;
        this.random = random;
        this.dir = random.id();
        this.lastStore = new StoreRef(name, dir);
    }

    @Nullable
    SimProcess maybeProcess() {
        return maybeProcess;
    }

    boolean runs() {
        return maybeProcess != null;
    }

    SimProcess process() {
        SimProcess process = maybeProcess;
        if (process == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return process;
    }

    /** Starts a new process: with what its journal tells, if there is one. */
    void start() {
        if (maybeProcess != null) {
            throw new IllegalStateException(name + " runs already");
        }
        if (cluster.happens(FaultKind.RESTARTED_EMPTY, 0.3)) {
            disk.lose();
        }
        StoreRef kept = disk.maybeStore();
        StoreRef store = kept == null ? newStore() : kept;
        lastStore = store;
        Life life = new Life(name, random.id(), dir);
        CoreConfig config = cluster.plan.config(life, store, random.id());
        Recovery recovery = null;
        if (kept != null) {
            cluster.coverage.hit(FaultKind.RESTARTED_WITH_MEMORY);
            recovery = disk.recovery(config.filter(), config.recentOutcomesMax());
        }
        SimProcess process = new SimProcess(cluster, this, config, recovery, random.split());
        maybeProcess = process;
        cluster.links.lightUp(name);
        process.begin();
    }

    /** An empty memory is a new one. */
    private StoreRef newStore() {
        return new StoreRef(name, random.id());
    }

    /** A second process that somebody starts under this node's name, elsewhere: nobody can send to it. */
    SimProcess startTwin() {
        Life life = new Life(name, random.id(), random.id());
        CoreConfig config = cluster.plan.config(life, new StoreRef(name, random.id()), random.id());
        SimProcess twin = new SimProcess(cluster, this, config, null, random.split());
        twin.begin();
        return twin;
    }

    /** Its machine loses power: nobody is told. */
    void crash(String why) {
        SimProcess process = maybeProcess;
        if (process != null) {
            cluster.trace.line(name.name(), "crash: " + why);
            maybeProcess = null;
            process.die();
            cluster.links.goDark(name);
        }
    }

    /** SIGKILL: the kernel closes what the process had open. */
    void kill(String why) {
        SimProcess process = maybeProcess;
        crash(why);
        if (process != null) {
            cluster.links.lightUp(name);
            cluster.links.closedByKernel(process);
        }
    }

    /** The process has ended by itself, in order. */
    void ended() {
        maybeProcess = null;
    }
}

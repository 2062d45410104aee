package io.ballot.core.sim;

import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.StoreRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One configured node: its name and its disk outlive its processes. */
final class SimNode {

    final NodeId name;
    private final SimCluster cluster;
    private final SimRandom random;
    private final Id128 dir;
    private StoreRef lastStore;
    boolean diskIsFull;
    private @Nullable SimProcess maybeProcess;
    private @Nullable StoreRef maybeStoreOnFile;
    private @Nullable List<SnapshotPart> maybeFile;

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

    /** Starts a new process; with the memory on file, which is used up by that, if there is one. */
    void start() {
        if (maybeProcess != null) {
            throw new IllegalStateException(name + " runs already");
        }
        List<SnapshotPart> memory = maybeFile;
        StoreRef kept = maybeStoreOnFile;
        maybeFile = null;
        maybeStoreOnFile = null;
        boolean continues = memory != null && kept != null;
        StoreRef store = continues && kept != null ? kept : newStore();
        lastStore = store;
        cluster.coverage.hit(continues ? FaultKind.RESTARTED_WITH_MEMORY : FaultKind.RESTARTED_EMPTY);
        Life life = new Life(name, random.id(), dir);
        SimProcess process = new SimProcess(cluster, this, life, store, continues ? memory : null, random.split());
        maybeProcess = process;
        process.begin();
    }

    /** An empty memory is a new one. */
    private StoreRef newStore() {
        return new StoreRef(name, random.id());
    }

    /** A second process that somebody starts under this node's name, elsewhere: nobody can send to it. */
    SimProcess startTwin() {
        Life life = new Life(name, random.id(), random.id());
        SimProcess twin = new SimProcess(cluster, this, life, new StoreRef(name, random.id()), null, random.split());
        twin.begin();
        return twin;
    }

    /** SIGKILL. */
    void crash(String why) {
        SimProcess process = maybeProcess;
        if (process != null) {
            cluster.trace.line(name.name(), "crash: " + why);
            maybeProcess = null;
            process.die();
        }
    }

    /** The process has ended by itself, in order. */
    void ended() {
        maybeProcess = null;
    }

    /** @return whether it is on the disk */
    boolean writeFile(StoreRef store, List<SnapshotPart> parts) {
        if (!diskIsFull) {
            maybeStoreOnFile = store;
            maybeFile = parts;
        }
        return !diskIsFull;
    }
}

package io.ballot.core.sim;

import io.ballot.core.ClusterState;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The ensemble: linearizable, with sessions. What clients see of it, late or not at all, is {@link ZkClient}'s.
 *
 * <p>Epoch, view and ceilings change only by writes that name the version of the epoch's znode.
 */
final class SimZooKeeper {

    private final SimCluster cluster;
    private final List<ZkClient> clients = new ArrayList<>();
    private final TreeMap<NodeId, ZkClient> members = new TreeMap<>();
    private final TreeSet<NodeId> known = new TreeSet<>();
    private final TreeMap<Long, ZkClient> electionQueue = new TreeMap<>();
    private final TreeMap<QueuePartition, Long> ceilings = new TreeMap<>();
    private final TreeMap<Long, ClusterState> history = new TreeMap<>();
    private long epoch;
    private int epochVersion;
    private @Nullable View maybeView;
    private @Nullable ZkClient maybeClaimant;
    private long nextElectionNode;
    private boolean up = true;

    SimZooKeeper(SimCluster cluster) {
        this.cluster = cluster;
    }

    ClusterState state() {
        return new ClusterState(epoch, epochVersion, maybeView, new TreeMap<>(ceilings));
    }

    /** What a server that lags shows: what stood at that true time. */
    ClusterState stateAt(long trueMs) {
        Map.Entry<Long, ClusterState> then = history.floorEntry(trueMs);
        return then == null ? new ClusterState(0, 0, null, new TreeMap<>()) : then.getValue();
    }

    private void written() {
        history.put(cluster.heap.now(), state());
        cluster.observe(Invariant::onStored);
    }

    boolean isUp() {
        return up;
    }

    /** The whole ensemble stops: no session ends meanwhile, none is served. */
    void stop() {
        up = false;
        List.copyOf(clients).forEach(ZkClient::onUnreachable);
    }

    void startAgain() {
        up = true;
        List.copyOf(clients).forEach(ZkClient::onServerBack);
    }

    /** Everything that is stored becomes what it was; no session of now is known to it. */
    void restore(ClusterState backup) {
        List.copyOf(clients).forEach(ZkClient::expireNow);
        epoch = backup.epoch();
        epochVersion = backup.epochVersion();
        maybeView = backup.maybeView();
        ceilings.clear();
        ceilings.putAll(backup.ceilings());
        maybeClaimant = null;
        written();
        cluster.trace.line("zookeeper", "is restored to epoch " + epoch);
    }

    void add(ZkClient client) {
        clients.add(client);
    }

    void remove(ZkClient client) {
        clients.remove(client);
    }

    // ---- ephemeral nodes

    /** @return whoever has the name now, or null when the name was free and is the client's now */
    @Nullable
    ZkClient register(ZkClient client) {
        ZkClient holder = members.putIfAbsent(client.member().node(), client);
        if (holder != null && holder != client) {
            return holder;
        }
        known.add(client.member().node());
        changed();
        return null;
    }

    void stand(ZkClient client, boolean stand) {
        boolean stands = electionQueue.containsValue(client);
        if (stand && !stands) {
            electionQueue.put(nextElectionNode++, client);
            changed();
        } else if (!stand && stands) {
            electionQueue.values().remove(client);
            changed();
        }
    }

    /** A session has ended: what was ephemeral in it is gone. */
    void endSession(ZkClient client) {
        members.remove(client.member().node(), client);
        electionQueue.values().remove(client);
        changed();
    }

    List<Member> members() {
        return members.values().stream().map(ZkClient::member).toList();
    }

    SortedSet<NodeId> known() {
        return new TreeSet<>(known);
    }

    /** Those who stand for election, in their order. */
    List<NodeId> electionQueue() {
        return electionQueue.values().stream()
                .map(client -> client.member().node())
                .toList();
    }

    boolean isNominated(ZkClient client) {
        return !electionQueue.isEmpty() && electionQueue.firstEntry().getValue() == client;
    }

    private void changed() {
        clients.forEach(ZkClient::onChanged);
    }

    // ---- guarded writes

    boolean claim(ZkClient claimant, int expectedVersion, long newEpoch) {
        if (!electionQueue.containsValue(claimant) || epochVersion != expectedVersion) {
            return false;
        }
        if (newEpoch <= epoch) {
            throw new InvariantViolation(
                    "I4", claimant.member().node() + " claims epoch " + newEpoch + " after " + epoch);
        }
        epoch = newEpoch;
        epochVersion++;
        maybeClaimant = claimant;
        written();
        cluster.trace.line(
                "zookeeper", "epoch " + epoch + " is " + claimant.member().node() + "'s");
        return true;
    }

    /** What a claimant finds when it reads back after a lost answer. */
    boolean isClaimant(ZkClient client, long claimedEpoch) {
        return maybeClaimant == client && epoch == claimedEpoch;
    }

    boolean writeView(int guard, View view) {
        if (!isVersion(guard)) {
            return false;
        }
        maybeView = view;
        written();
        cluster.trace.line(
                "zookeeper", "view " + view.epoch() + " " + view.inSync() + (view.closed() ? " closed" : ""));
        return true;
    }

    boolean writeCeilings(int guard, SortedMap<QueuePartition, Long> written) {
        if (!isVersion(guard)) {
            return false;
        }
        List<String> queues =
                written.keySet().stream().map(QueuePartition::queue).distinct().toList();
        ceilings.keySet().removeIf(partition -> queues.contains(partition.queue()));
        ceilings.putAll(written);
        written();
        return true;
    }

    boolean isVersion(int guard) {
        return guard == epochVersion;
    }

    // ---- what invariants look at

    long epoch() {
        return epoch;
    }

    /** The process that wrote the epoch that stands. */
    @Nullable
    Life maybeClaimant() {
        return maybeClaimant == null ? null : maybeClaimant.member().life();
    }

    @Nullable
    View maybeView() {
        return maybeView;
    }

    /** Exclusive; 0 for none. */
    long ceiling(QueuePartition partition) {
        return ceilings.getOrDefault(partition, 0L);
    }
}

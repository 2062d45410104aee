package io.ballot.core.transcript;

import io.ballot.core.ClusterState;
import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.GuardedResult;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** ZooKeeper for a transcript: always there, never late. */
final class TranscriptReferee {

    private final TreeMap<NodeId, TranscriptNode> members = new TreeMap<>();
    private final TreeSet<NodeId> known = new TreeSet<>();
    private final List<TranscriptNode> electionQueue = new ArrayList<>();
    private final Set<TranscriptNode> toldNominated = new HashSet<>();
    private final TreeMap<QueuePartition, Long> ceilings = new TreeMap<>();
    private long epoch;
    private int epochVersion;
    private @Nullable View maybeView;

    void register(TranscriptNode node) {
        members.put(node.name(), node);
        known.add(node.name());
        electionQueue.removeIf(other -> other.name().equals(node.name()));
    }

    void expire(NodeId name) {
        members.remove(name);
        electionQueue.removeIf(node -> node.name().equals(name));
    }

    /** What a node has to be told now. */
    List<Event> news(TranscriptNode node) {
        List<Event> events = new ArrayList<>();
        List<Member> now = members.values().stream().map(TranscriptNode::member).toList();
        events.add(new Event.MembersChanged(now, new TreeSet<>(known)));
        boolean nominated = !electionQueue.isEmpty() && electionQueue.get(0) == node;
        if (nominated != toldNominated.contains(node)) {
            if (nominated) {
                toldNominated.add(node);
            } else {
                toldNominated.remove(node);
            }
            events.add(new Event.Nominated(nominated));
        }
        return events;
    }

    @Nullable
    Event maybeAnswer(TranscriptNode node, Command command) {
        if (command instanceof Command.Stand stand) {
            electionQueue.remove(node);
            if (stand.stand()) {
                electionQueue.add(node);
            } else {
                toldNominated.remove(node);
            }
            return null;
        } else if (command instanceof Command.ReadCluster read) {
            return new Event.ClusterRead(read.request(), state());
        } else if (command instanceof Command.ClaimEpoch claim) {
            if (claim.expectedVersion() != epochVersion || !electionQueue.contains(node)) {
                return new Event.GuardedDone(claim.request(), GuardedResult.FENCED);
            }
            epoch = claim.epoch();
            epochVersion++;
            return new Event.EpochClaimed(claim.request(), epoch, state());
        } else if (command instanceof Command.WriteView write) {
            return guarded(write.request(), write.epochVersion(), () -> maybeView = write.view());
        } else if (command instanceof Command.WriteCeilings write) {
            return guarded(write.request(), write.epochVersion(), () -> ceilings.putAll(write.ceilings()));
        } else if (command instanceof Command.CheckEpoch check) {
            return guarded(check.request(), check.epochVersion(), () -> {});
        }
        return null;
    }

    private Event guarded(long request, int version, Runnable write) {
        if (version != epochVersion) {
            return new Event.GuardedDone(request, GuardedResult.FENCED);
        }
        write.run();
        return new Event.GuardedDone(request, GuardedResult.OK);
    }

    private ClusterState state() {
        return new ClusterState(epoch, epochVersion, maybeView, new TreeMap<>(ceilings));
    }
}

package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.ProbeResult;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What operating systems say of processes: that a link was closed, that nobody listens at an address. True of a killed
 * process; nothing is said of a machine that lost its power, nor across a cut; and what is said may be wrong, where
 * something in between resets links and refuses calls for a node that lives.
 */
final class SimLinks {

    private static final long NO_ANSWER_MS = 500;

    private final SimCluster cluster;
    private final SimRandom random;
    /** For each life, those that it has exchanged messages with. */
    private final TreeMap<Life, SortedSet<Life>> open = new TreeMap<>();

    private final SortedSet<NodeId> dark = new TreeSet<>();
    private final TreeMap<NodeId, Long> refusingUntilMs = new TreeMap<>();

    SimLinks(SimCluster cluster, SimRandom random) {
        this.cluster = cluster;
        this.random = random;
    }

    /** A message has arrived. */
    void met(Life one, Life other) {
        open.computeIfAbsent(one, life -> new TreeSet<>()).add(other);
        open.computeIfAbsent(other, life -> new TreeSet<>()).add(one);
        dark.remove(one.node());
    }

    /** The machine is without power: nobody is told of anything. */
    void goDark(NodeId name) {
        dark.add(name);
    }

    /** Its machine runs, whatever becomes of its process. */
    void lightUp(NodeId name) {
        dark.remove(name);
    }

    /** The process is over, and its kernel closes what it had open. */
    void closedByKernel(SimProcess dead) {
        for (SimProcess other : cluster.processes()) {
            if (other != dead && isOpen(dead.life, other.life)) {
                tell(other, dead.life);
            }
        }
    }

    /** Something in between resets all links of a process that lives, and refuses calls to it for a while. */
    void reset(SimProcess victim, long refuseMs) {
        refusingUntilMs.put(victim.name(), cluster.heap.now() + refuseMs);
        for (SimProcess other : cluster.processes()) {
            if (other != victim && isOpen(victim.life, other.life)) {
                tell(other, victim.life);
                tell(victim, other.life);
            }
        }
    }

    /** The link of two processes that live is reset; they are told, and may call each other again. */
    void reset(SimProcess one, SimProcess other) {
        tell(one, other.life);
        tell(other, one.life);
    }

    /** Refuses calls to that node for so long, whether it lives or not. */
    void refuse(NodeId name, long forMs) {
        refusingUntilMs.put(name, cluster.heap.now() + forMs);
    }

    /** Nothing says what is not true from now on. */
    void heal() {
        refusingUntilMs.clear();
    }

    private boolean isOpen(Life one, Life other) {
        SortedSet<Life> peers = open.get(one);
        return peers != null && peers.contains(other);
    }

    private void tell(SimProcess whom, Life gone) {
        if (isCut(gone.node(), whom.name())) {
            return;
        }
        whom.after(random.between(1, 8), () -> whom.deliver(new Event.LinkLost(gone)));
    }

    private boolean isCut(NodeId one, NodeId other) {
        return cluster.network.isCut(one, other) || cluster.network.isCut(other, one);
    }

    void probe(SimProcess asker, Command.ProbeAddress probe) {
        Life life = probe.life();
        ProbeResult result = result(asker.name(), life.node());
        long afterMs = result == ProbeResult.NO_ANSWER ? NO_ANSWER_MS : random.between(1, 10);
        asker.after(afterMs, () -> asker.deliver(new Event.AddressProbed(life, result)));
    }

    private ProbeResult result(NodeId asker, NodeId target) {
        if (isCut(asker, target)) {
            return ProbeResult.NO_ANSWER;
        }
        if (refusingUntilMs.getOrDefault(target, -1L) > cluster.heap.now()) {
            return ProbeResult.REFUSED;
        }
        if (cluster.node(target).runs()) {
            return ProbeResult.ACCEPTED; // also where the process is stopped
        }
        return dark.contains(target) ? ProbeResult.NO_ANSWER : ProbeResult.REFUSED;
    }
}

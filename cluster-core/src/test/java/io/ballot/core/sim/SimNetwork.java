package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.wire.ProtocolException;
import io.ballot.protocol.wire.WireCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One connection a directed pair of nodes: in order unless the plan says otherwise, with its own delay; messages may be
 * lost, repeated, slow, and a direction may be cut, or jammed and released: what waits for it may have a bound. A
 * message that is on its way when its receiver dies is gone.
 */
final class SimNetwork {

    private record Pair(NodeId from, NodeId to) {}

    private static final class Link {
        final List<Runnable> held = new ArrayList<>();
        int cuts;
        int jams;
        long lastArrivalMs;

        void release() {
            List<Runnable> released = List.copyOf(held);
            held.clear();
            released.forEach(Runnable::run);
        }
    }

    private final SimCluster cluster;
    private final SimPlan plan;
    private final SimRandom random;
    private final Map<Pair, Link> links = new LinkedHashMap<>();
    private final List<Tap> taps = new ArrayList<>();
    private boolean healed;

    SimNetwork(SimCluster cluster, SimRandom random) {
        this.cluster = cluster;
        this.plan = cluster.plan;
        this.random = random;
    }

    private Link link(NodeId from, NodeId to) {
        return links.computeIfAbsent(new Pair(from, to), pair -> new Link());
    }

    /** Cuts one direction until {@link #mend}; cuts add up. */
    void cut(NodeId from, NodeId to) {
        link(from, to).cuts++;
    }

    void mend(NodeId from, NodeId to) {
        Link link = link(from, to);
        link.cuts = Math.max(0, link.cuts - 1);
    }

    /** Holds what is sent in one direction until {@link #release}; jams add up. */
    void jam(NodeId from, NodeId to) {
        link(from, to).jams++;
    }

    void release(NodeId from, NodeId to) {
        Link link = link(from, to);
        link.jams = Math.max(0, link.jams - 1);
        if (link.jams == 0) {
            link.release();
        }
    }

    boolean isCut(NodeId from, NodeId to) {
        return link(from, to).cuts > 0;
    }

    /** No faults from now on. */
    void heal() {
        healed = true;
        taps.clear();
        for (Link link : links.values()) {
            link.cuts = 0;
            link.jams = 0;
            link.release();
        }
    }

    /** Sees every message that leaves, and may take it. */
    interface Tap {
        /** Whether the message goes on its way. */
        boolean lets(NodeId from, NodeId to, Message message);

        /** The same, for one that looks at the envelope. */
        default boolean lets(NodeId from, NodeId to, Envelope envelope) {
            return lets(from, to, envelope.message());
        }
    }

    void tap(Tap tap) {
        taps.add(tap);
    }

    void send(SimProcess from, Command.Send send) {
        SimNode target = cluster.node(send.to());
        SimProcess receiver = target.maybeProcess();
        Envelope envelope = throughCodec(new Envelope("sim", 0, send.epoch(), from.life, send.message()));
        cluster.observe(invariant -> invariant.onSend(from, send.to(), envelope));
        if (receiver == null) {
            return;
        }
        if (!taps.stream().allMatch(tap -> tap.lets(from.name(), send.to(), envelope))) {
            return;
        }
        Runnable late = () -> deliverLater(from.name(), receiver, envelope);
        if (!cluster.jams.lets(from.name().name(), send.to().name(), envelope, late)) {
            return;
        }
        if (happens(FaultKind.MESSAGE_LOST, plan.loss)) {
            return;
        }
        deliverLater(from.name(), receiver, envelope);
        if (happens(FaultKind.MESSAGE_DUPLICATED, plan.duplication)) {
            deliverLater(from.name(), receiver, envelope);
        }
    }

    private void deliverLater(NodeId from, SimProcess receiver, Envelope envelope) {
        Link link = link(from, receiver.name());
        if (link.cuts > 0) {
            return;
        }
        if (link.jams > 0) {
            if (link.held.size() < plan.linkRoom) {
                link.held.add(() -> deliverLater(from, receiver, envelope));
            } else {
                cluster.coverage.hit(FaultKind.QUEUE_FULL);
            }
            return;
        }
        long delay = random.between(plan.delayMinMs, plan.delayMaxMs);
        if (happens(FaultKind.MESSAGE_SLOW, plan.slow)) {
            delay += random.between(20, 1_500);
        }
        long at = cluster.heap.now() + delay;
        if (at < link.lastArrivalMs) {
            if (!healed && plan.has(FaultKind.MESSAGE_OVERTAKEN)) {
                cluster.coverage.hit(FaultKind.MESSAGE_OVERTAKEN);
            } else {
                at = link.lastArrivalMs;
            }
        }
        link.lastArrivalMs = Math.max(link.lastArrivalMs, at);
        receiver.at(at, () -> {
            if (link.cuts == 0) {
                cluster.links.met(envelope.sender(), receiver.life);
                receiver.deliver(new Event.Received(envelope));
            }
        });
    }

    private boolean happens(FaultKind kind, double probability) {
        boolean happens = !healed && random.chance(probability);
        if (happens) {
            cluster.coverage.hit(kind);
        }
        return happens;
    }

    private Envelope throughCodec(Envelope envelope) {
        if (!plan.overWire) {
            return envelope;
        }
        try {
            return WireCodec.decode(WireCodec.encode(envelope));
        } catch (ProtocolException e) {
            throw new IllegalStateException("the codec does not take back " + Structure.text(envelope), e);
        }
    }
}

package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import org.jspecify.annotations.Nullable;

/**
 * One promise, checked after everything that happens. Looks from outside: at messages, starts, effects and commits; and at
 * the machines through their read-only accessors.
 */
abstract class Invariant {

    private final String name;
    final SimCluster cluster;

    Invariant(String name, SimCluster cluster) {
        this.name = name;
        this.cluster = cluster;
    }

    /** A machine has taken an event, or flushed (null). */
    void onEvent(SimProcess process, @Nullable Event event) {}

    /** A machine has given a command; it is about to be carried out. */
    void onCommand(SimProcess process, Command command) {}

    /** A message leaves; it may be lost. */
    void onSend(SimProcess from, NodeId to, Envelope envelope) {}

    void onRunStarted(Run run) {}

    void onRunEnded(Run run) {}

    /** The world has taken an effect. @param before the highest token of an earlier effect of that task, 0 for none */
    void onEffect(Run run, long before) {}

    /** The broker has taken a commit. @param to exclusive, the next offset to be read */
    void onCommitted(SimProcess by, QueuePartition partition, long from, long to) {}

    /** ZooKeeper has taken a write; nobody may know of it yet. */
    void onStored() {}

    /** The run is over, everything was healed long ago. */
    void atTheEnd() {}

    InvariantViolation broken(String story) {
        return new InvariantViolation(name, story);
    }
}

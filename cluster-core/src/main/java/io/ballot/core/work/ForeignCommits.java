package io.ballot.core.work;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds out that another cluster of this name, with a ZooKeeper of its own, consumes in the same groups: each would run
 * what the other has granted.
 *
 * <p>Every commit carries the seed of its cluster. A foreign one may be left over from a cluster whose ZooKeeper is gone; that
 * is only said. One that came after a commit of this cluster's own is the work of somebody who lives: then this node halts.
 */
final class ForeignCommits {

    private final Desk desk;
    private final Set<QueuePartition> ours = new HashSet<>();

    ForeignCommits(Desk desk) {
        this.desk = desk;
    }

    /** This node has committed for its cluster. */
    void committed(QueuePartition partition) {
        ours.add(partition);
    }

    void onAssigned(Event.Assigned assigned) {
        View view = desk.membership.maybeView();
        Id128 by = assigned.committedBy();
        if (view == null || by.equals(Id128.NONE)) {
            return;
        }
        if (by.equals(view.hashSeed())) {
            ours.add(assigned.partition());
        } else if (ours.contains(assigned.partition())) {
            desk.outbox.command(new Command.Halt(
                    "another cluster named '" + desk.outbox.config().cluster() + "' consumes " + assigned.partition()
                            + ": its offset " + assigned.committed() + " was committed after this cluster's own, by one"
                            + " with another ZooKeeper. Two clusters in one consumer group run tasks twice. Stop one of"
                            + " them, or give it another cluster.name",
                    null));
        } else {
            desk.outbox.warn(
                    "foreign",
                    assigned.partition() + " was last committed by an earlier cluster of this name; if it still runs,"
                            + " with another ZooKeeper, tasks run twice");
        }
    }
}

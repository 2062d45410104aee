package io.ballot.core.work;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Outbox;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Partitions come and go. Taken back in order: release, finish within {@code rebalance.drain.ms}, commit, let go; what is
 * still running goes on, and its outcome reaches the new owner through the leader (C2, C3). Lost: nothing is committed.
 */
final class Rebalance {

    private record Revocation(long no, List<PartitionWork> partitions, long untilMs) {}

    private final Desk desk;
    private final Committer committer;
    private final ForeignCommits foreign;
    private final List<Revocation> revocations = new ArrayList<>();

    Rebalance(Desk desk, Committer committer, ForeignCommits foreign) {
        this.desk = desk;
        this.committer = committer;
        this.foreign = foreign;
    }

    void onAssigned(Event.PartitionsAssigned assigned) {
        for (Event.Assigned partition : assigned.partitions()) {
            QueueWork queue = desk.queues.get(partition.partition().queue());
            if (queue == null) {
                throw new IllegalStateException(
                        "assigned " + partition.partition() + ", a queue that is not configured");
            }
            foreign.onAssigned(partition);
            PartitionWork before = desk.current.remove(partition.partition());
            if (before != null) {
                desk.letGo(before);
            }
            desk.current.put(
                    partition.partition(),
                    new PartitionWork(
                            partition.partition(),
                            queue,
                            partition.committed(),
                            partition.hintedOffsets(),
                            partition.hintedPrints()));
        }
        if (!assigned.partitions().isEmpty()) {
            desk.outbox.info(
                    "assigned",
                    names(assigned.partitions().stream()
                            .map(Event.Assigned::partition)
                            .toList()));
        }
    }

    void onRevoked(Event.PartitionsRevoked revoked) {
        List<PartitionWork> partitions = new ArrayList<>();
        for (QueuePartition key : revoked.partitions()) {
            PartitionWork partition = desk.current.get(key);
            if (partition != null) {
                partition.tenure = PartitionWork.Tenure.REVOKING;
                desk.closeUnstarted(partition);
                partitions.add(partition);
            }
        }
        Outbox outbox = desk.outbox;
        long drainMs = outbox.config().rebalanceDrainMs();
        revocations.add(new Revocation(revoked.revoke(), partitions, outbox.now() + drainMs));
        if (!partitions.isEmpty()) {
            outbox.info("revoked", names(revoked.partitions()));
        }
    }

    void onLost(Event.PartitionsLost lost) {
        for (QueuePartition key : lost.partitions()) {
            PartitionWork partition = desk.current.remove(key);
            if (partition != null) {
                desk.letGo(partition);
            }
        }
        desk.outbox.info("lost", names(lost.partitions()));
    }

    /** Lets go of what has drained, or had its time. */
    void flush() {
        Iterator<Revocation> all = revocations.iterator();
        while (all.hasNext()) {
            Revocation revocation = all.next();
            boolean drained = revocation.partitions().stream().noneMatch(PartitionWork::hasBusyTasks);
            if (drained || desk.outbox.now() >= revocation.untilMs()) {
                all.remove();
                committer.commit(revocation.partitions());
                for (PartitionWork partition : revocation.partitions()) {
                    if (partition.tenure == PartitionWork.Tenure.REVOKING) {
                        desk.current.remove(partition.key, partition);
                        desk.letGo(partition);
                    }
                }
                desk.outbox.command(new Command.RevokeDone(revocation.no()));
            }
        }
    }

    private static String names(List<QueuePartition> partitions) {
        return partitions.stream()
                .sorted()
                .map(QueuePartition::toString)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }
}
